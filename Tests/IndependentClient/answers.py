"""What a body has to be for its HTTP status, by answers.schema.json, and proof that the schema can say no."""

import copy
import json
import pathlib

import jsonschema

SCHEMA = json.loads(pathlib.Path(__file__).with_name("answers.schema.json").read_text("utf-8"))


class Answers:
    """The schema, as a whole or one of its definitions."""

    def __init__(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        self._whole = jsonschema.Draft202012Validator(SCHEMA)
        self._definitions = {
            name: jsonschema.Draft202012Validator(
                {"$schema": SCHEMA["$schema"], "$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})
            for name in SCHEMA["$defs"]
        }

    def faults(self, http, body):
        """What is wrong with the body of an answer with that HTTP status."""
        return self._texts(self._whole.iter_errors({str(http): body}))

    def faults_of(self, definition, body):
        """What is wrong with a body that has to be of that definition."""
        return self._texts(self._definitions[definition].iter_errors(body))

    @staticmethod
    def _texts(errors):
        texts = []
        for error in errors:
            if error.context:
                error = jsonschema.exceptions.best_match([error])
            place = "/".join(str(part) for part in error.absolute_path)
            rule = "/".join(str(part) for part in error.absolute_schema_path)
            text = error.message
            message = text if len(text) < 110 else f"{text[:50]} … {text[-50:]}"
            if "propertyNames" in error.absolute_schema_path:
                message = f"{error.instance!r} has no place in it"
            texts.append(f"{place or 'body'}: {message} ({rule})")
        return texts


MISSING = object()

BASE = {
    "session_id": "ses_abc123def456", "status": "processing", "created_at": "2026-06-06T08:59:55Z",
    "audio_files_received": 1, "audio_files": ["audio_0.webm"],
}
ENVELOPE = {"error": {"code": "c", "message": "m"}}
ENDED = {"status": "completed", "completed_at": None, "templates": [{"a": {"status": "success"}}, {}]}
DETAIL = {"type": "missing", "loc": ["query", 0], "msg": "m"}
UPLOAD = {"uploadData": {"url": "https://x", "fields": {}}, "folderPath": "f", "txn_id": "t"}


def coded(code, message="m"):
    return {"error": {"code": code, "message": message}}


# Of each definition a body that it accepts, and what makes that body a broken one: members changed,
# or, where it is no object, another body.
CASES = {
    "base": (BASE, [
        {"session_id": MISSING}, {"session_id": 1}, {"session_id": ""}, {"status": MISSING}, {"status": None},
        {"created_at": MISSING}, {"created_at": True}, {"audio_files_received": -1},
        {"audio_files_received": "1"}, {"audio_files_received": MISSING}, {"audio_files": MISSING},
        {"audio_files": [None]}, {"audio_files": "a"}, {"audio_files": [""] * 501}, {"model_used": 1},
        {"language_detected": "english"}, {"additional_data": []}, {"patient_details": "x"},
        {"session_details": 1}, {"transcript": []}, {"templates": ""}, {"audio_files_processed": 1.5},
        {"processing_errors": [{}]}, {"error": 1}, {"message": {}}, {"upload_url": 1},
        {"expired_at": None}, {"completed_at": {}}, {"expires_at": "tomorrow"},
    ]),
    "processing": ({**BASE, "expires_at": None, "additional_data": None, "transcript": ""}, [
        {"expires_at": MISSING}, {"additional_data": MISSING}, {"transcript": MISSING},
        {"status": "completed"}, {"status": "failed"}, {"templates": []}, {"completed_at": None},
        {"error": "x"}, {"message": "x"}, {"expired_at": 1}, {"audio_files": None},
    ]),
    "ended": ({**BASE, **ENDED}, [
        {"audio_files_processed": 1}, {"processing_errors": []}, {"expired_at": 1}, {"message": None},
    ]),
    "completed": ({**BASE, **ENDED}, [{"status": "failed"}, {"status": "success"}, {"message": "x"}]),
    "failed": ({**BASE, **ENDED, "status": "failed", "error": "x"}, [{"status": "completed"}, {"error": []}]),
    "failedBase": ({**BASE, "status": "failed"}, [
        {"templates": []}, {"transcript": ""}, {"completed_at": None}, {"error": "x"}, {"model_used": None},
        {"language_detected": None}, {"audio_files": MISSING},
    ]),
    "partial": ({**BASE, **ENDED, "status": "partial", "audio_files_processed": 1}, [
        {"audio_files_processed": MISSING}, {"templates": MISSING}, {"status": "completed"}, {"error": "x"},
        {"processing_errors": [{"type": "t", "message": "m"}]},
    ]),
    "expired": ({**BASE, "status": "expired", "expired_at": 1.5, "message": None, "templates": {}}, [
        {"expired_at": MISSING}, {"message": MISSING}, {"status": "failed"}, {"templates": []},
        {"templates": {"a": []}}, {"patient_details": None}, {"completed_at": None},
    ]),
    "instant": ("2026-06-06T08:59:55.123456", ["", "2026-06-06", "2026-06-06T08:59:55+05:30", None, True]),
    "instantOrNull": (None, [False, [], "null"]),
    "templates": ([{"a": {}, "b": {}}, {}], ["", [[]], [None], {"a": 1}, [{"a": {"status": 1}}], True]),
    "templateMap": ({"a": {}}, [{"a": None}, {"a": {"publish": "x"}}, [1]]),
    "templateEntry": ({"status": "success", "data": "x", "document_id": "d", "fhir": [], "publish": True}, [
        {"status": None}, {"document_id": 1}, {"document_type": None}, {"publish": "x"}, {"error": []},
        {"errors": {}}, {"warnings": [1]}, {"presigned_url": {}}, {"presigned_url_expires_at": None},
    ]),
    "remarks": (["x", {}], [[1], {}, "x"]),
    "processingError": ({"type": "t", "message": "m", "file": None}, [
        {"file": MISSING}, {"type": None}, {"message": MISSING}, {"file": 1},
    ]),
    "sessionError": ({"code": "c", "message": "m", "details": {}}, [
        {"code": MISSING}, {"message": MISSING}, {"details": MISSING}, {"code": 1},
    ]),
    "uploadURL": (UPLOAD, [
        {"uploadData": MISSING}, {"uploadData": {"url": "x"}}, {"folderPath": 1}, {"txn_id": MISSING},
    ]),
    "envelope": (ENVELOPE, [
        {"error": MISSING}, {"error": "x"}, {"error": {"code": "c"}}, {"error": {"message": "m"}},
        {"error": {"code": 1, "message": "m"}}, {"error": {"code": "c", "message": {}}},
        {"error": {"code": "system_failure", "message": "m"}}, {"status": "completed"}, {"txn_id": 1},
        {"b_id": None}, {"display_message": []},
    ]),
    "expiredEnvelope": (coded("session_expired"), [coded("expired"), {"status": "failed"}]),
    "notFound": (coded("session_not_found"), [coded("not_found"), {"error": MISSING}]),
    "unauthorized": ({"detail": "token_expired"}, [
        {"detail": "expired"}, {"detail": MISSING, "error": "Unauthorized"},
        {"detail": MISSING, **coded("session_expired")},
    ]),
    "unauthorizedEnvelope": (coded("invalid_api_key"), [coded("unauthorized"), {"error": "Unauthorized"}]),
    "badRequest": (ENVELOPE, [{"error": MISSING}, {"error": MISSING, "detail": "x"}]),
    "loginExpired": ({"detail": "session_expired"}, [{"detail": MISSING}, {"detail": "token_expired"}]),
    "validationDetail": ({"detail": [DETAIL]}, [
        {"detail": "x"}, {"detail": [{**DETAIL, "loc": "query"}]}, {"detail": [{"msg": "m"}]},
    ]),
    "serverError": (coded("system_failure", {}), [coded("session_not_found"), coded("system_failure")]),
    "text": ("Service Unavailable", ["", None, {}]),
    "html": ("<!DOCTYPE html>\n<html>", ["", "Bad Gateway", None]),
}

# The definitions of each status, of which the first one is no answer of the status beside it.
STATUSES = {
    200: ["completed", "failed", "failedBase"], 202: ["processing"], 206: ["partial"], 307: [],
    400: ["envelope", "validationDetail"], 401: ["unauthorized", "unauthorizedEnvelope"],
    403: ["loginExpired"], 404: ["notFound"], 410: ["expired", "expiredEnvelope"],
    422: ["envelope", "validationDetail"], 429: ["envelope"], 500: ["serverError", "text"], 502: ["html"],
    503: ["serverError", "text"], 504: ["html"],
}


def broken(good, change):
    if not isinstance(good, dict) or not isinstance(change, dict):
        return change
    body = {**copy.deepcopy(good), **change}
    return {name: value for name, value in body.items() if value is not MISSING}


def self_test(answers, check):
    """Each definition accepts a good body and rejects each broken one; so does each status."""
    check(set(CASES) == set(SCHEMA["$defs"]), "schema: a definition without broken bodies")
    for name, (good, changes) in CASES.items():
        check(not answers.faults_of(name, good), f"schema {name}: rejects a good body")
        for number, change in enumerate(changes):
            faults = answers.faults_of(name, broken(good, change))
            check(faults, f"schema {name}: accepts broken body {number + 1}")
    check(set(map(str, STATUSES)) == set(SCHEMA["properties"]), "schema: a status without bodies")
    for http, names in STATUSES.items():
        for name in names:
            check(not answers.faults(http, CASES[name][0]), f"schema {http}: rejects {name}")
        for other in ("partial" if http != 206 else "processing", "ended" if http != 200 else "partial"):
            check(answers.faults(http, CASES[other][0]), f"schema {http}: accepts {other}")
        check(answers.faults(http, []) and answers.faults(http, None), f"schema {http}: accepts no object")
    check(answers.faults(418, ""), "schema: accepts a status that is not documented")
