import type { QueryProtocol } from './query-protocol.ts';
import { writeXml, xmlAnswer } from './xml.ts';

export const EC2_NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/**
 * EC2's own kind of the query protocol: answers without a `Result` element, lists of `item`, and errors in a list.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html#api-error-response
 */
export const ec2Protocol: QueryProtocol = {
  answer(action, result, requestId) {
    const body = `<requestId>${requestId}</requestId>${writeXml(result, 'item')}`;
    return xmlAnswer(
      200,
      `<${action}Response xmlns="${EC2_NAMESPACE}">${body}</${action}Response>`,
      requestId,
    );
  },
  error({ code, message, status }, requestId) {
    const body = { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId };
    return xmlAnswer(status, `<Response>${writeXml(body, 'item')}</Response>`, requestId);
  },
  unknownKey: {
    code: 'AuthFailure',
    message: 'AWS was not able to validate the provided access credentials',
    status: 401,
  },
};
