export declare function ruleIndex(): Promise<string>;
