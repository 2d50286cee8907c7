"""Walks a recorded service as a client would that knows nothing but its documentation.

    python3 walk.py TOOL

TOOL is scribe-replay, built with its server. It is started with `serve states.script --port 0` and other
options; every answer is held against answers.schema.json, which was written from the documentation alone.
Needs Python 3.9 and jsonschema 4. Exit status: 0 all is as documented; 1 it is not, each fault on a line.
"""

import email.utils
import http.client
import json
import pathlib
import re
import sys
import time

sys.dont_write_bytecode = True

import answers
from expected import CLOCK, FILTERED, PLACES, STATES, UNCHANGED
from service import Service

HERE = pathlib.Path(__file__).resolve().parent
SCRIPT = HERE / "states.script"
RECORDING = HERE.parent.parent / "Replays" / "filtered-views.jsonl"
DATE = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"
UNFIT = OSError, http.client.HTTPException, RuntimeError, LookupError, TypeError, ValueError
KINDS = {"html": "text/html", "plain": "text/plain"}


class Checks:
    """How many checks there were, and what failed."""

    def __init__(self):
        self.count = 0
        self.failures = []
        self.schema = answers.Answers()

    def check(self, holds, text):
        self.count += 1
        if not holds and text not in self.failures:
            self.failures.append(text)

    def equal(self, actual, wanted, text):
        self.check(actual == wanted, f"{text}: {actual!r}, not {wanted!r}")

    def part(self, walk, *subjects):
        """A part of the walk, which ends where an answer is not even fit to be looked at."""
        try:
            return walk(self, *subjects)
        except UNFIT as error:
            self.check(False, f"{walk.__name__} ended early: {error!r}")
            for subject in subjects:
                if isinstance(subject, Service):
                    subject.connection.close()
        return {}

    def answer(self, answer, name, definition=None):
        """What is true of every answer: its header fields, and a body that is documented."""
        headers = answer.headers
        for field in ("Content-Length", "Date"):
            self.equal(len(headers.get_all(field) or []), 1, f"{name}: {field} fields")
        self.check(re.fullmatch(DATE, headers.get("Date", DATE)) or "Date" not in headers,
                   f"{name}: a Date that is none")
        if headers.get("Content-Length"):
            self.equal(headers["Content-Length"], str(len(answer.bytes)), f"{name}: Content-Length")
        try:
            body = answer.body
        except ValueError as error:
            return self.check(False, f"{name}: {error}")
        if answer.bytes:
            self.equal(answer.kind, KINDS.get(answer.word, "application/json"), f"{name}: Content-Type")
        faults = (self.schema.faults_of(definition, body) if definition
                  else self.schema.faults(answer.http, body))
        self.check(not faults, f"{name}: " + "; ".join(faults))


def walk_states(checks, service):
    """Every state, on one connection; each session's last answer sticks."""
    seen = {}
    for session, labels in STATES.items():
        for number, label in enumerate(labels + labels[-1:]):
            answer = service.poll(session)
            seen[session, number] = answer
            name = f"{session} #{number + 1}"
            checks.equal(str(answer), label, name)
            checks.answer(answer, name)
    last = seen["ses_completed_hindi", 0]
    checks.equal(seen["ses_completed_hindi", 1].bytes, last.bytes, "the last answer sticks, byte for byte")
    checks.equal(
        email.utils.parsedate_to_datetime(last.headers["Date"]).isoformat(), "2026-06-06T09:00:01+00:00",
        "the Date is the recorded one")
    return seen


def walk_contents(checks, seen):
    """What members of the answers hold, and header fields of single answers."""
    def body(session, number):
        return seen[session, number].members

    hindi = "डॉक्टर: नमस्ते। मरीज़: तीन दिन से खाँसी है।"
    checks.equal(body("ses_completed_hindi", 0)["transcript"], hindi, "Hindi")
    tamil = body("ses_completed_tamil", 1)["transcript"]
    checks.check(50_000 < len(tamil.encode()) <= 61_000, "Tamil: not 60 KB")
    checks.check(re.search("[\u0b80-\u0bff]", tamil), "Tamil: no Tamil letter")
    checks.equal(body("ses_completed_tamil", 0)["transcript"], tamil, "Tamil: the text of the 202")
    checks.equal(body("ses_completed_english", 1)["transcript"][-1], "\n", "English: the line's end")
    ids = [(name, entry["document_id"]) for name, entry in seen["ses_completed_english", 1].entries]
    wanted = [("letter", "doc_3"), ("soap_note", "doc_1"), ("soap_note", "doc_2")]
    checks.equal(sorted(ids), wanted, "documents")
    checks.check(isinstance(body("ses_completed_english", 1)["templates"], list), "documents: no list")
    checks.check(isinstance(body("ses_completed_hindi", 0)["templates"], dict), "documents: no map")
    checks.equal(body("ses_completed_empty", 0)["templates"], [], "an empty list")
    checks.equal(body("ses_completed_empty", 1)["templates"], {}, "an empty map")
    checks.equal(body("ses_expired_each_way", 0)["templates"], {}, "expired: an empty map")
    checks.equal(len(body("ses_expired_each_way", 1)["templates"]), 2, "expired: partial results")
    checks.equal(body("ses_words_of_202", 7)["additional_data"], {"beyond_2_53": 2**53 + 1}, "a long integer")
    checks.equal(body("ses_words_of_202", 3)["audio_files"], ["0.webm", "1.webm"], "audio files")
    faults = checks.schema.faults_of("failedBase", body("ses_failed_each_way", 2))
    checks.check(not faults, f"failed, the base members alone: {faults}")
    wanted = {"Retry-After": "20", "X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "0",
              "X-RateLimit-Reset": "1780736460"}
    for name, value in wanted.items():
        checks.equal(seen["ses_rate_limited_429", 1].headers.get(name), value, f"429: {name}")
        checks.equal(seen["ses_rate_limited_429", 0].headers.get(name), None, f"202: {name}")
    checks.equal(seen["ses_server_errors_5xx", 3].headers.get("Retry-After"), "5", "503: Retry-After")
    for number, place in enumerate(PLACES):
        checks.equal(seen["ses_redirected_307", number].headers.get("Location"), place, "307: Location")


def walk_filters(checks, service):
    """Filters that were recorded, and filters that the service applies."""
    wholes = {}
    for session, query, labels in FILTERED:
        for number, label in enumerate(labels):
            answer = service.poll(session, query)
            name = f"{session}?{query} #{number + 1}"
            label, _, ids = label.partition(": ")
            checks.equal(str(answer), label, name)
            checks.answer(answer, name, "failedBase" if label == "200 failed" and ids != "error" else None)
            if ids != "error":
                checks.equal(documents(answer), ids, f"{name}: documents")
            if not query:
                wholes[session, number] = answer
            elif session in UNCHANGED and (session, number) in wholes and answer.http < 300:
                whole = wholes[session, number]
                entries = [canonical(entry) for entry in whole.entries]
                checks.check(all(canonical(entry) in entries for entry in answer.entries),
                             f"{name}: an entry is not the one of the whole session")
                for member in ("session_id", "created_at", "audio_files", "additional_data"):
                    checks.equal(canonical(answer.members.get(member)), canonical(whole.members.get(member)),
                                 f"{name}: {member}")


def canonical(value):
    """JSON text, by which true is not 1, nor 1 the same as 1.0."""
    return json.dumps(value, sort_keys=True)


def documents(answer):
    return " ".join(sorted(entry.get("document_id", template) for template, entry in answer.entries))


def walk_requests(checks, service):
    """Paths, methods, and who is let in."""
    known = "/voice/v1/sessions/ses_by_the_clock"
    unauthorized = {"no header": {}, "an empty token": {"Authorization": "Bearer "},
                    "no token": {"Authorization": "Bearer"}, "Basic": {"Authorization": "Basic YTpi"},
                    "a wrong token": {"Authorization": "Bearer wrong"},
                    "half a token": {"Authorization": f"Bearer {service.token[:-1]}"}}
    for name, headers in unauthorized.items():
        answer = service.ask(known, headers=headers)
        checks.equal(str(answer), "401 authentication_failed", name)
        checks.answer(answer, name)
        checks.check("WWW-Authenticate" in answer.headers, f"{name}: 401 without WWW-Authenticate")
    for method, data in (("POST", b"{}"), ("PUT", b"{}"), ("DELETE", None), ("HEAD", None)):
        answer = service.ask(known, method, body=data)
        checks.equal(answer.http, 405, method)
        checks.equal(answer.headers.get("Allow"), "GET", f"{method}: Allow")
        if method != "HEAD":
            checks.answer(answer, method, "envelope")
    for path in ("/voice/v1/sessions/ses_unknown_0001", "/voice/v1/sessions/ses_unknown_0001?template_id=a"):
        answer = service.ask(path)
        checks.equal(str(answer), "404 session_not_found", path)
        checks.answer(answer, path)
    for path in ("/", "/voice/v1", "/voice/v1/sessions", "/voice/v1/sessions/", known + "/audio",
                 known + "//", "/voice/api/v1/sessions/ses_by_the_clock", "/voice/v2/sessions/x"):
        answer = service.ask(path)
        checks.equal(answer.http, 404, path)
        checks.answer(answer, path)
    lowercase = {"authorization": f"bearer {service.token}"}
    places = known, known.removeprefix("/voice") + "/", known + "?version=v2&template_id="
    for path, label in zip(places, CLOCK):
        answer = service.ask(path, headers=lowercase)
        checks.equal(str(answer), label, f"{path}, after what was refused")
        checks.answer(answer, path)


def walk_connections(checks, service):
    """One connection for all of the above, another that is to be closed."""
    checks.equal(len(service.sockets), 1, "keep-alive: connections")
    other = service.connect()
    headers = {"Authorization": f"Bearer {service.token}", "Connection": "close"}
    answer = service.poll("ses_completed_hindi", headers=headers, connection=other)
    checks.check(answer.headers.get("Connection") == "close" and other.sock is None, "close: kept open")


def walk_loop(checks, tool):
    """--loop: the first answer follows the last one."""
    with Service(tool, SCRIPT, options=["--loop"]) as service:
        labels = STATES["ses_partial_completed"]
        seen = [str(service.poll("ses_partial_completed")) for _ in labels * 2]
        checks.equal(seen, labels * 2, "--loop")
        checks.equal(service.exit_status(), 0, "--loop: exit status on SIGTERM")


def walk_time(checks, tool):
    """--advance time: two hours as they are, then in 72 ms."""
    with Service(tool, SCRIPT, options=["--advance", "time"]) as service:
        seen = [str(service.poll("ses_by_the_clock")) for _ in range(3)]
        checks.equal(seen, CLOCK[:1] * 3, "--advance time: polls within the first hour")
    with Service(tool, SCRIPT, options=["--advance", "time", "--speed", "100000"]) as service:
        seen = [str(service.poll("ses_by_the_clock"))]
        deadline = time.monotonic() + 8
        while seen[-1] != CLOCK[-1] and time.monotonic() < deadline:
            seen.append(str(service.poll("ses_by_the_clock")))
        checks.equal((seen[0], seen[-1]), (CLOCK[0], CLOCK[-1]), "--advance time --speed: two hours")
        checks.equal(seen, sorted(seen, key=CLOCK.index), "--advance time --speed: order")


def walk_once(checks, tool):
    """--once: it ends by itself with the last answer that was recorded; one that was derived is none."""
    with Service(tool, RECORDING, options=["--once"]) as service:
        session = "ses_filter_0022"
        checks.equal(service.poll(session, "document_id=doc_1").http, 200, "--once: a derived filter")
        wanted = [("", "206 partial"), ("template_id=soap_note", "200 completed"),
                  ("document_id=doc_2", "200 failed"), ("template_id=xray", "404 resource_not_found")]
        for query, label in wanted:
            if query == wanted[-1][0] and service.ends_within(0.3):
                checks.check(False, f"--once: ended before {query} was asked for")
                break
            answer = service.poll(session, query)
            checks.equal(str(answer), label, f"--once: {query}")
            checks.answer(answer, f"--once: {query}")
        checks.equal(service.exit_status(stopping=False), 0, "--once: exit status")


def walk_calls(checks, tool):
    """The n-th poll is given the n-th answer, for one token only."""
    token = "walk-token"
    with Service(tool, SCRIPT, options=["--token-env", "WALK_TOKEN"], token=token,
                 variables={"WALK_TOKEN": token}) as service:
        seen = checks.part(walk_states, service)
        checks.part(walk_contents, seen)
        for walk in (walk_filters, walk_requests, walk_connections):
            checks.part(walk, service)
        checks.equal(service.exit_status(), 0, "exit status on SIGTERM")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    checks = Checks()
    answers.self_test(checks.schema, checks.check)
    for walk in (walk_calls, walk_loop, walk_time, walk_once):
        checks.part(walk, sys.argv[1])
    for failure in checks.failures:
        print(failure)
    print(f"{checks.count} checks, {len(checks.failures)} failed")
    sys.exit(1 if checks.failures else 0)


if __name__ == "__main__":
    main()
