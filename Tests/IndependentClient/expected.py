"""What states.script is to be answered with: the HTTP status and the word of each poll."""

import urllib.parse

STATES = {
    "ses_words_of_202": [
        "202 created", "202 initialized", "202 recording", "202 processing", "202 processing",
        "202 initialized", "202 processing", "202 processing",
    ],
    "ses_completed_english": ["202 processing", "200 completed", "200 completed"],
    "ses_completed_hindi": ["200 completed"],
    "ses_completed_tamil": ["202 processing", "200 completed"],
    "ses_completed_empty": ["200 completed"] * 4,
    "ses_failed_each_way": ["200 failed"] * 3,
    "ses_partial_completed": ["206 partial", "206 partial", "200 completed"],
    "ses_expired_each_way": ["410 expired", "410 expired", "410 session_expired"],
    "ses_not_found_404": [
        "404 session_not_found", "404 transaction_not_found", "404 resource_not_found",
    ],
    "ses_unauthorized_401": [
        "401 authentication_failed", "401 token_expired", "401 invalid_api_key", "401 detail",
        "401 Unauthorized", "403 detail",
    ],
    "ses_bad_request_400": ["400 invalid_request", "400 detail", "422 invalid_request", "422 detail"],
    "ses_rate_limited_429": ["202 processing", "429 rate_limited", "200 completed"],
    "ses_server_errors_5xx": [
        "500 processing_failed", "500 internal_error", "500 system_failure", "503 internal_error",
        "503 plain", "500 plain", "502 html", "504 html",
    ],
    "ses_redirected_307": ["307 empty"] * 3 + ["200 completed"],
}

# ses_by_the_clock, an hour apart.
CLOCK = ["202 recording", "202 processing", "200 completed"]

# The Location of each 307: on the host that is asked, with the query that was there.
PLACES = ["/voice/v1/sessions/ses_redirected_307/"] * 2
PLACES += ["/voice/v1/sessions/ses_redirected_307/?version=v2"]

DERIVED = "ses_filters_derived"
# Sessions of which a filtered answer has the same base members and entries as the whole one.
UNCHANGED = {DERIVED, "ses_filters_of_a_map", "ses_filters_sparse_200"}
WHOLE = " ".join(sorted(f"doc_{number}" for number in range(1, 11)))

# A session, a query, and of each poll the answer and the documents in it, or its error.
FILTERED = [
    ("ses_filters_recorded", "", ["206 partial: doc_1 doc_2 doc_3"] * 2),
    ("ses_filters_recorded", "template_id=soap_note", ["200 completed: doc_1"] * 2),
    ("ses_filters_recorded", "template_id=letter", ["206 partial: doc_2 doc_3"]),
    ("ses_filters_recorded", "document_id=doc_2", ["200 failed"] * 2),
    ("ses_filters_recorded", "document_id=doc_4", ["202 processing"] + ["200 completed: doc_4"] * 2),
    ("ses_filters_recorded", "template_id=xray", ["404 resource_not_found"]),
    ("ses_filters_recorded", "document_id=doc_1", ["200 completed: doc_1"]),
    ("ses_filters_recorded", "document_id=", ["206 partial: doc_1 doc_2 doc_3"]),
    (DERIVED, "", ["202 processing", f"206 partial: {WHOLE}", f"200 completed: {WHOLE}"]),
    (DERIVED, "template_id=soap_note", ["202 processing"] + ["200 completed: doc_1 doc_2"] * 2),
    (DERIVED, "template_id=letter", [
        "202 processing", "206 partial: doc_3 doc_4", "200 completed: doc_3 doc_4"]),
    (DERIVED, "template_id=referral", ["202 processing", "200 failed", "200 failed"]),
    (DERIVED, "template_id=sick_note", [
        "202 processing", "202 processing", "200 completed: doc_7 doc_8"]),
    (DERIVED, "template_id=xray", ["202 processing", "404 resource_not_found"]),
    (DERIVED, "document_id=doc_2", ["202 processing", "200 completed: doc_2"]),
    (DERIVED, "document_id=doc_4", ["202 processing", "200 failed", "200 completed: doc_4"]),
    (DERIVED, "document_id=doc_7", ["202 processing", "202 processing", "200 completed: doc_7"]),
    (DERIVED, "document_id=doc_11", ["202 processing", "404 resource_not_found"]),
    (DERIVED, "document_id=doc_3&template_id=letter", ["202 processing", "200 completed: doc_3"]),
    (DERIVED, "document_id=doc_3&template_id=soap_note", ["202 processing", "404 resource_not_found"]),
    (DERIVED, "template_id=visit%2Bplan", ["202 processing", "200 completed: doc_9"]),
    (DERIVED, "template_id=" + urllib.parse.quote("நலம்"), ["202 processing", "200 completed: doc_10"]),
    ("ses_filters_of_a_map", "", ["206 partial: doc_1 doc_2"]),
    ("ses_filters_of_a_map", "template_id=soap_note", ["200 completed: doc_1"]),
    ("ses_filters_of_a_map", "document_id=doc_2", ["200 failed"]),
    ("ses_filters_of_a_map", "template_id=xray", ["404 resource_not_found"]),
    ("ses_filters_sparse_200", "", ["200 completed: doc_1 doc_2"] * 2),
    ("ses_filters_sparse_200", "template_id=soap_note", ["200 completed: doc_1"] * 2),
    ("ses_filters_sparse_200", "template_id=letter", ["202 processing"] * 2),
    ("ses_filters_of_the_rest", "template_id=soap_note", [
        "200 failed: error", "410 expired: soap_note", "404 session_not_found", "502 html"]),
]
