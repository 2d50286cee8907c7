"""What a report's page must show, worked out from the JSON inside it, without a look at the page's own code."""

import json
import re

SEVERITIES = ["note", "warning", "error"]
UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Truth:
    def __init__(self, html):
        embedded = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
        self.data = json.loads(embedded.group(1))
        self.polls = self.data["polls"]

    def stream_polls(self, place=0):
        return [poll for poll in self.polls if poll["s"] == place]

    def poll(self, n):
        return next(poll for poll in self.polls if poll["n"] == n)

    def state(self, poll):
        """Path to the text shown after the poll, and what stands in the column of the values before."""
        state = {}
        for earlier in self._until(poll)[:-1]:
            fold(state, earlier.get("state", {}))
        delta = poll.get("state", {})
        before = {path: shown(state.get(path, "absent")) for path in delta}
        fold(state, delta)
        values = {**{path: "gone" for path in delta}, **state}
        return {shown(path): (shown(value), before.get(path, "")) for path, value in values.items()}

    def said(self, poll):
        said = {"verdict": f"{poll['verdict']} {poll['phase']}", "next": shown(poll["next"])}
        if "changes" in poll:
            said["changed"] = shown(poll["changes"])
        if "events" in poll:
            said["events"] = len(poll["events"])
        if "anomalies" in poll:
            said["anomalies"] = [
                shown(anomaly["text"]) + ("" if anomaly["isNew"] else " (goes on)") for anomaly in poll["anomalies"]]
        return said

    def patient_texts(self, poll):
        """Name to text; `keep` counts UTF-16 units, which Python's strings do not."""
        transcript, documents = b"", {}
        for earlier in self._until(poll):
            patient = earlier.get("patient", {})
            if "transcript" in patient:
                added = patient["transcript"]
                transcript = transcript[: 2 * added["keep"]] + added["text"].encode("utf-16-le")
            fold(documents, patient.get("documents", {}))
        texts = {shown(f"document {name}"): text for name, text in documents.items()}
        return {"transcript": transcript.decode("utf-16-le"), **texts}

    def filters(self):
        """Filters worth trying on this data: what to set, and the numbers of the polls that then remain."""
        yield from (({"verdict": word}, self._having("verdict", word)) for word in self._words("verdict"))
        yield from (({"phase": word}, self._having("phase", word)) for word in self._words("phase"))
        for http in ("2xx", "4xx", "5xx", "failure"):
            yield {"http": http}, [poll["n"] for poll in self.polls if http_class(poll) == http]
        for rank in range(len(SEVERITIES)):
            yield {"severity": str(rank)}, [poll["n"] for poll in self.polls if worst(poll) >= rank]
        changing = [poll["n"] for poll in self.polls if "changes" in poll]
        yield {"changes": True}, changing
        for word in sorted(self._texts())[:3]:
            found = [poll["n"] for poll in self.polls if word in row_text(poll, self.data)]
            yield {"text": word}, found
            yield {"text": word, "changes": True}, [n for n in found if n in changing]
        yield {"text": "no such text anywhere"}, []

    def _until(self, poll):
        polls = self.stream_polls(poll["s"])
        return polls[: polls.index(poll) + 1]

    def _words(self, name):
        return sorted({poll[name] for poll in self.polls})

    def _having(self, name, word):
        return [poll["n"] for poll in self.polls if poll[name] == word]

    def _texts(self):
        """Words of four letters or more: no number, time or unit of another column can hold them."""
        texts = [poll.get("changes", "") for poll in self.polls]
        texts += [anomaly["code"] for poll in self.polls for anomaly in poll.get("anomalies", [])]
        return {word.lower() for text in texts for word in re.findall(r"[A-Za-z]{4,20}", text)}


def fold(state, delta):
    for path, value in delta.items():
        if value is None:
            state.pop(path, None)
        else:
            state[path] = value


def shown(text):
    """The page spells out the characters that could turn a line around."""
    return UNSEEN.sub(lambda found: f"‹U+{ord(found.group()):04X}›", text)


def http_class(poll):
    return "failure" if "failure" in poll else f"{poll['http'] // 100}xx"


def worst(poll):
    return max((SEVERITIES.index(anomaly["severity"]) for anomaly in poll.get("anomalies", [])), default=-1)


def row_text(poll, data):
    label = data["streams"][poll["s"]]["label"] if len(data["streams"]) > 1 else ""
    codes = [anomaly["code"] for anomaly in poll.get("anomalies", [])]
    words = [poll["verdict"], poll["phase"], poll.get("failure", ""), poll.get("changes", ""), label, *codes]
    return "\n".join(words).lower()
