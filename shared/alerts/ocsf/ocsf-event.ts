/**
 * A Detection Finding of the Open Cybersecurity Schema Framework 1.6.0, with the profile `cloud`: what of the class we use.
 * Times are in milliseconds since the epoch.
 *
 * @see https://schema.ocsf.io/1.6.0/classes/detection_finding?profiles=cloud
 */
export type DetectionFinding = {
  readonly category_uid: 2;
  readonly category_name: 'Findings';
  readonly class_uid: 2004;
  readonly class_name: 'Detection Finding';
  readonly activity_id: 1 | 2 | 3;
  readonly activity_name: 'Create' | 'Update' | 'Close';
  readonly type_uid: number;
  readonly type_name: string;
  readonly severity_id: 2 | 3 | 4 | 5;
  readonly severity: 'Low' | 'Medium' | 'High' | 'Critical';
  readonly status_id: 1 | 4;
  readonly status: 'New' | 'Resolved';
  readonly status_detail?: string;
  readonly is_alert: boolean;
  readonly time: number;
  readonly start_time: number;
  readonly end_time: number;
  readonly count?: number;
  readonly message: string;
  readonly metadata: {
    readonly version: '1.6.0';
    readonly product: { readonly name: 'KMS Guardian'; readonly uid: string; readonly vendor_name: string };
    readonly profiles: readonly ['cloud'];
    /** Of this event. */
    readonly uid: string;
    /** Of the incident. */
    readonly correlation_uid: string;
    readonly event_code: string;
    readonly original_time: string;
  };
  readonly cloud: {
    readonly provider: 'AWS';
    readonly region?: string;
    readonly account?: OcsfAccount;
  };
  readonly finding_info: {
    readonly uid: string;
    readonly title: string;
    readonly desc: string;
    readonly types: readonly string[];
    readonly created_time: number;
    readonly first_seen_time: number;
    readonly last_seen_time: number;
    readonly modified_time: number;
    readonly src_url?: string;
    readonly analytic?: {
      readonly uid: string;
      readonly name: string;
      readonly type_id: 1;
      readonly type: 'Rule';
    };
  };
  readonly resources: readonly OcsfResource[];
  readonly evidences: readonly OcsfEvidence[];
  readonly remediation?: { readonly desc: string; readonly references?: readonly string[] };
  /** What OCSF has no place for. */
  readonly unmapped: Readonly<Record<string, unknown>>;
};

export type OcsfAccount = { readonly uid: string; readonly type_id: 10; readonly type: 'AWS Account' };

export type OcsfResource = {
  readonly uid: string;
  readonly name?: string;
  readonly type?: string;
  readonly region?: string;
  readonly labels?: readonly string[];
};

/** Who called what, or what a rule found. */
export type OcsfEvidence = {
  readonly actor?: {
    readonly user: { readonly name: string; readonly uid?: string; readonly account?: OcsfAccount };
  };
  readonly api?: {
    readonly operation: string;
    readonly service: { readonly name: string };
    readonly request: { readonly uid: string };
  };
  readonly data?: Readonly<Record<string, unknown>>;
};
