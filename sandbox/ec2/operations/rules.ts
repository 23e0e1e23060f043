import { entriesAt, type QueryParameters } from '../../wire/query-parameters.ts';
import { missing, refused } from '../errors.ts';
import type { SecurityGroup } from '../group.ts';
import { listed, required, wellFormed } from '../input.ts';
import type { Operation, Scene } from '../operation.ts';
import { permissionsIn } from '../permissions.ts';
import { peerText, type Rule, type RuleContent, revokedRuleXml, ruleKey, ruleXml } from '../rule.ts';
import { ruleRequest } from '../rule-request.ts';

const flatRule = ['CidrIp', 'FromPort', 'IpProtocol', 'ToPort'];

/** The operations that change the rules of security groups. */
export const ruleOperations: Readonly<Record<string, Operation>> = {
  /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
  AuthorizeSecurityGroupIngress: {
    record: 'plain',
    takes: ['GroupId', 'IpPermissions', ...flatRule],
    run(parameters, scene) {
      const group = groupIn(parameters, scene);
      const added = permissionsIn(parameters, scene).map((content) => {
        checkNew(content, ingressOf(group));
        return { ...content, id: scene.newId('sgr'), egress: false };
      });
      keep(group, [...group.rules, ...added], scene);
      return { return: true, securityGroupRuleSet: added.map((rule) => ruleXml(rule, group)) };
    },
  },

  /**
   * As in a VPC that is not the default one: a rule that is not there is an error, and then nothing is revoked.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
   */
  RevokeSecurityGroupIngress: {
    record: 'plain',
    takes: ['GroupId', 'IpPermissions', 'SecurityGroupRuleId', ...flatRule],
    run(parameters, scene) {
      const group = groupIn(parameters, scene);
      const ids = listed(parameters, 'SecurityGroupRuleId');
      const revoked =
        ids.length > 0
          ? ids.map((id) => ruleIn(ingressOf(group), id))
          : permissionsIn(parameters, scene).map((content) => sameIn(ingressOf(group), content));
      keep(
        group,
        group.rules.filter((rule) => !revoked.includes(rule)),
        scene,
      );
      return {
        return: true,
        revokedSecurityGroupRuleSet: revoked.map((rule) => revokedRuleXml(rule, group)),
      };
    },
  },

  /**
   * A rule becomes what the call says of it, whole: what it leaves out is not kept.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html
   */
  ModifySecurityGroupRules: {
    record: 'wrapped',
    takes: ['GroupId', 'SecurityGroupRule'],
    run(parameters, scene) {
      const group = groupIn(parameters, scene);
      const updates = entriesAt(parameters, 'SecurityGroupRule');
      if (updates.length === 0) throw missing('SecurityGroupRule');
      const rules = updates.reduce<readonly Rule[]>((all, update) => {
        const { id, egress } = ruleIn(all, required(update, 'SecurityGroupRuleId'));
        const content = ruleRequest(update, scene);
        checkNew(
          content,
          all.filter((rule) => rule.id !== id && rule.egress === egress),
        );
        return all.map((rule) => (rule.id === id ? { ...content, id, egress } : rule));
      }, group.rules);
      keep(group, rules, scene);
      return { return: true };
    },
  },
};

function groupIn(parameters: QueryParameters, { place }: Scene): SecurityGroup {
  return place.group(required(parameters, 'GroupId'));
}

function ingressOf({ rules }: SecurityGroup): readonly Rule[] {
  return rules.filter(({ egress }) => !egress);
}

function keep(group: SecurityGroup, rules: readonly Rule[], { place }: Scene): void {
  place.groups.set(group.id, { ...group, rules });
}

function checkNew(content: RuleContent, rules: readonly Rule[]): void {
  if (rules.some((rule) => ruleKey(rule) === ruleKey(content)))
    throw refused('InvalidPermission.Duplicate', `the specified rule "${peerText(content)}" already exists`);
}

function ruleIn(rules: readonly Rule[], id: string): Rule {
  const found = rules.find((rule) => rule.id === wellFormed('sgr', id));
  if (found) return found;
  throw refused('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`);
}

function sameIn(rules: readonly Rule[], content: RuleContent): Rule {
  const found = rules.find((rule) => ruleKey(rule) === ruleKey(content));
  if (found) return found;
  throw refused('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
}
