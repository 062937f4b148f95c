"""Writes the metadata of the PyPI package `phonenumberslite` in the form of `phone-metadata.json`.

    python3 xtask/data/phone-metadata.py WHEEL

A second source: `phone-metadata.mjs` compares the two field by field.
"""

import json
import re
import sys

sys.path.insert(0, sys.argv[1])

import phonenumbers  # noqa: E402
from phonenumbers.data import _COUNTRY_CODE_TO_REGION_CODE as REGIONS_OF_CODE  # noqa: E402
from phonenumbers.phonemetadata import PhoneMetadata  # noqa: E402

TYPES = {
    "FIXED_LINE": "fixed_line",
    "MOBILE": "mobile",
    "TOLL_FREE": "toll_free",
    "PREMIUM_RATE": "premium_rate",
    "SHARED_COST": "shared_cost",
    "PERSONAL_NUMBER": "personal_number",
    "VOIP": "voip",
    "PAGER": "pager",
    "UAN": "uan",
    "VOICEMAIL": "voicemail",
}
FIELDS = {
    "callingCode": "country_code",
    "internationalPrefix": "international_prefix",
    "nationalPrefix": "national_prefix",
    "preferredExtensionPrefix": "preferred_extn_prefix",
    "nationalPrefixForParsing": "national_prefix_for_parsing",
    "nationalPrefixTransform": "national_prefix_transform_rule",
    "leadingDigits": "leading_digits",
}


def plan(data):
    out = {"types": {}, "general": description(data.general_desc)}
    for name, field in TYPES.items():
        desc = getattr(data, field)
        if desc is not None and desc.national_number_pattern and tuple(desc.possible_length) != (-1,):
            out["types"][name] = description(desc)
            # A type that has the lengths of the general description does not repeat them there.
            if out["types"][name].get("lengths") == out["general"]["lengths"]:
                del out["types"][name]["lengths"]
    for name, field in FIELDS.items():
        if getattr(data, field) is not None:
            out[name] = dollars(getattr(data, field))
    if data.same_mobile_and_fixed_line_pattern:
        out["sameMobileAndFixedLine"] = 1
    for name, formats in (("formats", data.number_format), ("internationalFormats", data.intl_number_format)):
        if formats:
            out[name] = [number_format(one) for one in formats]
    return out


def description(desc):
    out = {"pattern": desc.national_number_pattern}
    if desc.example_number:
        out["example"] = desc.example_number
    if desc.possible_length:
        out["lengths"] = list(desc.possible_length)
    if desc.possible_length_local_only:
        out["localLengths"] = list(desc.possible_length_local_only)
    return out


def number_format(one):
    """In the order of the fields of `phonemetadata.proto`."""
    out = [
        None,
        one.pattern,
        dollars(one.format),
        list(one.leading_digits_pattern) or None,
        dollars(one.national_prefix_formatting_rule),
        dollars(one.domestic_carrier_code_formatting_rule),
        1 if one.national_prefix_optional_when_formatting else None,
    ]
    while out[-1] is None:
        out.pop()
    return out


def dollars(text):
    return re.sub(r"\\(\d)", r"$\1", text) if isinstance(text, str) else text


def main():
    plans = {}
    for code, regions in REGIONS_OF_CODE.items():
        for region in regions:
            key = str(code) if region == "001" else region
            plans[key] = plan(PhoneMetadata.metadata_for_region_or_calling_code(code, region))
    codes = [[code, list(regions)] for code, regions in sorted(REGIONS_OF_CODE.items())]
    json.dump({"version": phonenumbers.__version__, "callingCodes": codes, "plans": plans}, sys.stdout)


main()
