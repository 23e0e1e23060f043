import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Leaves out what is no condition of the code: the examples of a rule, which are its tests, and words for people. */
const ignorer = {
  shouldIgnore(path) {
    if (isOfExamples(path)) return 'the examples of a rule are its tests';
    if (isLabel(path)) return 'a label for people';
    if (isSentence(path)) return 'words for people';
    return undefined;
  },
};

/** The `examples` of a rule, and constants and functions at the top of its file that only they use. */
function isOfExamples(path) {
  if (!path.isVariableDeclarator() && !path.isFunctionDeclaration()) return false;
  if (path.scope.getProgramParent() !== (path.isFunctionDeclaration() ? path.parentPath.scope : path.scope)) {
    return false;
  }
  const { id } = path.node;
  if (id?.type !== 'Identifier') return false;
  if (id.name === 'examples') return true;
  const { referencePaths = [] } = path.scope.getBinding(id.name) ?? {};
  return referencePaths.length > 0 && referencePaths.every((use) => isUsedByExamples(use, path));
}

function isUsedByExamples(use, declaration) {
  const user = use.findParent(isAtTop);
  return user !== null && user.node !== declaration.node && isOfExamples(user);
}

/** A function, or one constant of perhaps several, at the top of a file, exported or not. */
function isAtTop(path) {
  if (!path.isVariableDeclarator() && !path.isFunctionDeclaration()) return false;
  const statement = path.isVariableDeclarator() ? path.parentPath : path;
  return statement.parentPath.isProgram() || statement.parentPath.parentPath?.isProgram() === true;
}

/** What a rule's page says of it, and what tools go by that list rules; the compiler knows their values. */
const LABELS = ['id', 'title', 'area', 'rationale', 'fix', 'controls'];

function isLabel(path) {
  return (
    path.isObjectProperty() &&
    LABELS.includes(path.node.key.name) &&
    path.parentPath.parentPath?.node.id?.typeAnnotation?.typeAnnotation?.typeName?.name === 'Rule'
  );
}

/** A text of several words; one that is made of more than names and their texts counts as code. */
function isSentence(path) {
  if (path.isStringLiteral()) return WORDS.test(path.node.value);
  if (!path.isTemplateLiteral() || !path.node.expressions.every(isName)) return false;
  return WORDS.test(path.node.quasis.map(({ value }) => value.raw).join('0'));
}

/** A word beside a space: lists such as `aws:SourceVpc aws:SourceVpce` are none. */
const WORDS = /(^|\s)[a-z’]+[,;:.]?\s|\s[a-z’]+[,;:.]?$/i;

/** `name`, `of.something`, `those.join(', ')` or `describe(it)`. */
function isName(node) {
  switch (node.type) {
    case 'Identifier':
    case 'StringLiteral':
    case 'ThisExpression':
      return true;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isName(node.object);
    case 'CallExpression':
      return isName(node.callee) && node.arguments.every(isName);
    default:
      return false;
  }
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'words-and-examples', ignorer)];
