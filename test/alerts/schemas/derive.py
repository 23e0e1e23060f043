"""Derives ocsf-*.schema.json and asff.schema.json beside it from published packages: see README.md.

    pip download --no-deps -d /tmp/schemas ocsf-json-schema==1.2.0 botocore==1.44.8
    python3 derive.py /tmp/schemas
"""

import gzip
import json
import re
import sys
import zipfile
from pathlib import Path

packages, here = Path(sys.argv[1]), Path(__file__).parent
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def member(pattern, name):
    (wheel,) = packages.glob(pattern)
    return zipfile.ZipFile(wheel).read(name)


def write(name, schema):
    (here / name).write_text(json.dumps(schema, indent=2) + "\n")


# What of OCSF the layout uses. Attributes that OCSF requires are kept whether they are named here or not.
OCSF = {
    "detection_finding": "activity_id activity_name category_name category_uid class_name class_uid cloud count end_time "
    "evidences finding_info is_alert message metadata remediation resources severity severity_id start_time status "
    "status_detail status_id time type_name type_uid unmapped",
    "finding_info": "analytic created_time desc first_seen_time last_seen_time modified_time src_url "
    "title types uid",
    "analytic": "name type type_id uid",
    "metadata": "correlation_uid event_code original_time product profiles uid version",
    "product": "name uid vendor_name",
    "cloud": "account provider region",
    "account": "type type_id uid",
    "resource_details": "labels name region type uid",
    "remediation": "desc references",
    "evidences": "actor api data",
    "actor": "user",
    "user": "account name type type_id uid",
    "api": "operation request service",
    "request": "uid",
    "service": "name",
    "object": "",
}
PRIMITIVES = {"boolean_t": "boolean", "integer_t": "integer", "long_t": "integer", "float_t": "number", "string_t": "string"}


def ocsf(version):
    schema = json.loads(member("ocsf_json_schema-*.whl", f"ocsf_json_schema/ocsf/{version}.json"))
    types = schema["types"] if "types" in schema else schema["dictionary"]["types"]["attributes"]
    definitions = {}

    def in_cloud_profile(attribute):
        profiles = attribute.get("profiles") or ([attribute["profile"]] if attribute.get("profile") else [])
        return not profiles or "cloud" in profiles

    def value(attribute):
        kind = attribute["type"]
        if kind == "object_t" or attribute.get("object_type"):
            return {"$ref": f"#/$defs/{attribute['object_type']}"}
        if kind == "json_t":
            return {}
        of = types[kind]
        result = {"type": PRIMITIVES[of.get("type", kind)]}
        if attribute.get("enum"):
            result["enum"] = [int(each) if result["type"] == "integer" else each for each in attribute["enum"]]
        if "max_len" in of:
            result["maxLength"] = of["max_len"]
        if "regex" in of:
            result["pattern"] = of["regex"]
        return result

    def define(name, source):
        if name in definitions:
            return
        definition = definitions[name] = {"type": "object"}
        attributes = {key: each for key, each in source["attributes"].items() if in_cloud_profile(each)}
        required = sorted(key for key, each in attributes.items() if each["requirement"] == "required")
        used = sorted({*OCSF[name].split(), *required} & attributes.keys())
        if attributes:
            definition["additionalProperties"] = False
        if required:
            definition["required"] = required
        for kind, members in (source.get("constraints") or {}).items():
            key = {"at_least_one": "anyOf", "just_one": "oneOf"}[kind]
            definition[key] = [{"required": [each]} for each in members]
        properties = definition["properties"] = {}
        for key in used:
            one = value(attributes[key])
            properties[key] = {"type": "array", "items": one} if attributes[key].get("is_array") else one
            if "$ref" in one:
                define(attributes[key]["object_type"], schema["objects"][attributes[key]["object_type"]])

    define("detection_finding", schema["classes"]["detection_finding"])
    write(
        f"ocsf-{version}.schema.json",
        {
            "$schema": DRAFT,
            "$comment": f"OCSF {version}, class detection_finding with the profile cloud. See README.md.",
            "$ref": "#/$defs/detection_finding",
            "$defs": definitions,
        },
    )


# What of ASFF the layout uses, and the limits that the user guide states and the model's texts do not.
ASFF = {
    "AwsSecurityFinding": "SchemaVersion Id ProductArn ProductName CompanyName Region GeneratorId AwsAccountId Types "
    "FirstObservedAt LastObservedAt CreatedAt UpdatedAt Severity Title Description Remediation SourceUrl ProductFields "
    "Resources Compliance Workflow RecordState FindingProviderFields",
    "Severity": "Label Original",
    "FindingProviderFields": "Severity Types",
    "Resource": "Type Id Partition Region Details",
    "ResourceDetails": "AwsKmsKey Other",
    "AwsKmsKeyDetails": "AWSAccountId KeyId",
    "Compliance": "Status",
}
STATED = {
    ("AwsSecurityFinding", "SchemaVersion"): {"const": "2018-10-08"},
    ("AwsSecurityFinding", "AwsAccountId"): {"pattern": "^\\d{12}$"},
    ("AwsSecurityFinding", "ProductArn"): {"pattern": "^arn:[\\w-]+:securityhub:[\\w-]+:\\d{12}:product/\\d{12}/default$"},
    ("AwsSecurityFinding", "Resources"): {"minItems": 1, "maxItems": 32},
    ("AwsSecurityFinding", "ProductFields"): {
        "maxProperties": 50,
        "propertyNames": {"maxLength": 128},
        "additionalProperties": {"type": "string", "pattern": ".*\\S.*", "maxLength": 2048},
    },
    ("Recommendation", "Text"): {"maxLength": 512},
    ("Resource", "Id"): {"maxLength": 512},
    ("ResourceDetails", "Other"): {
        "maxProperties": 50,
        "propertyNames": {"maxLength": 128},
        "additionalProperties": {"type": "string", "pattern": ".*\\S.*", "maxLength": 2048},
    },
}
TYPES = (
    "^(Software and Configuration Checks|TTPs|Effects|Unusual Behaviors|Sensitive Data Identifications)(/[^/]+){0,2}$"
)
TIME = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$"


def asff():
    model = json.loads(gzip.decompress(member("botocore-*.whl", "botocore/data/securityhub/2018-10-26/service-2.json.gz")))
    shapes, definitions = model["shapes"], {}

    def value(name):
        shape = shapes[name]
        if shape["type"] == "string":
            kept = {key: shape[key] for key in ("enum", "pattern") if key in shape}
            return {"type": "string", **kept}
        if shape["type"] == "list":
            return {"type": "array", "items": value(shape["member"]["shape"])}
        if shape["type"] == "map":
            return {"type": "object", "additionalProperties": value(shape["value"]["shape"])}
        define(name)
        return {"$ref": f"#/$defs/{name}"}

    def stated(documentation):
        most = re.search(r"Maximum length of (\d+)", documentation)
        items = re.search(r"Maximum number of (\d+) items", documentation)
        return {
            **({"maxLength": int(most[1])} if most else {}),
            **({"maxItems": int(items[1])} if items else {}),
        }

    def define(name):
        if name in definitions:
            return
        shape = shapes[name]
        members = shape["members"]
        used = sorted({*(ASFF[name].split() if name in ASFF else members), *shape.get("required", [])})
        definition = definitions[name] = {"type": "object", "additionalProperties": False}
        if shape.get("required"):
            definition["required"] = sorted(shape["required"])
        properties = definition["properties"] = {}
        for each in used:
            one = {**value(members[each]["shape"]), **stated(members[each].get("documentation", ""))}
            if each.endswith("At"):
                one["pattern"] = TIME
            if each == "Types":
                one["items"] = {"type": "string", "pattern": TYPES}
            properties[each] = {**one, **STATED.get((name, each), {})}

    define("AwsSecurityFinding")
    write(
        "asff.schema.json",
        {
            "$schema": DRAFT,
            "$comment": "AwsSecurityFinding, as BatchImportFindings takes it. See README.md.",
            "$ref": "#/$defs/AwsSecurityFinding",
            "$defs": definitions,
        },
    )


for each in ("1.6.0", "1.8.0"):
    ocsf(each)
asff()
