import type { Answer, ServiceError } from './answer.ts';
import { writeXml, type Xml, xmlAnswer } from './xml.ts';

/** A protocol whose calls are query parameters and whose answers are XML. */
export type QueryProtocol = {
  readonly answer: (action: string, result: Xml, requestId: string) => Answer;
  readonly error: (error: ServiceError, requestId: string) => Answer;
  /** What is answered to an access key that nobody has. */
  readonly unknownKey: { readonly code: string; readonly message: string; readonly status: number };
};

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryProtocol(namespace: string): QueryProtocol {
  return {
    answer(action, result, requestId) {
      const body = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
      return xmlAnswer(200, element(`${action}Response`, namespace, body), requestId);
    },
    error(error, requestId) {
      const Type = error.status < 500 ? 'Sender' : 'Receiver';
      const body = { Error: { Type, Code: error.code, Message: error.message }, RequestId: requestId };
      return xmlAnswer(error.status, element('ErrorResponse', namespace, body), requestId);
    },
    unknownKey: {
      code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      status: 403,
    },
  };
}

function element(name: string, namespace: string, body: Xml): string {
  return `<${name} xmlns="${namespace}">${writeXml(body, 'member')}</${name}>`;
}
