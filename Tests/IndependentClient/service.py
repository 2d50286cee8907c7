"""The tool's service as a process, and a connection to it."""

import http.client
import json
import os
import re
import subprocess
import urllib.parse


class Answer:
    """One answer, read to its end."""

    def __init__(self, response, body):
        self.http = response.status
        self.headers = response.headers
        self.bytes = body
        self.kind = (self.headers.get("Content-Type") or "").split(";")[0].strip().lower()

    @property
    def body(self):
        """JSON where the answer says so, else text; ValueError where it is not what it says."""
        text = self.bytes.decode("utf-8")
        return parsed(text) if text and self.kind == "application/json" else text

    @property
    def members(self):
        """The members of a JSON object; none where the body is something else."""
        try:
            body = self.body
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}

    @property
    def word(self):
        """A session's status, an error's code, or what else the body is."""
        if not self.bytes:
            return "empty"
        body = self.members
        if not body:
            return self.kind.removeprefix("text/")
        if "session_id" in body:
            return str(body.get("status"))
        if "detail" in body:
            return "detail"
        error = body.get("error")
        return error.get("code") if isinstance(error, dict) else str(error)

    @property
    def entries(self):
        """The template entries, each with its template, in the list's or the map's order."""
        templates = self.members.get("templates")
        maps = templates if isinstance(templates, list) else [templates or {}]
        return [pair for entries in maps for pair in entries.items()]

    def __str__(self):
        return f"{self.http} {self.word}"


def parsed(text):
    def members(pairs):
        names = [name for name, _ in pairs]
        if len(names) != len(set(names)):
            raise ValueError("a member is there twice")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=members)


class Service:
    """`TOOL serve FILE… --port 0 OPTION…`, until the block ends."""

    def __init__(self, tool, *files, options=(), token="any", variables=None):
        self.token = token
        self._process = subprocess.Popen(
            [tool, "serve", *map(str, files), "--port", "0", *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **(variables or {})})
        self.url = self._process.stdout.readline().strip()
        if not re.fullmatch(r"http://127\.0\.0\.1:\d+", self.url):
            self._process.kill()
            raise RuntimeError(f"serve said {self.url!r}, {self._process.communicate()[1]!r}")
        self.connection = self.connect()
        self.sockets = set()

    def connect(self):
        return http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc, timeout=10)

    def ask(self, target, method="GET", headers=None, body=None, connection=None):
        """Asks for a path on the kept connection; with the token, unless headers are given."""
        connection = connection or self.connection
        if headers is None:
            headers = {"Authorization": f"Bearer {self.token}"}
        connection.request(method, target, body=body, headers=headers)
        if connection is self.connection:
            self.sockets.add(connection.sock)
        response = connection.getresponse()
        return Answer(response, response.read())

    def poll(self, session, query="", **others):
        """Asks for a session."""
        query = f"?{query}" if query else ""
        return self.ask(f"/voice/v1/sessions/{session}{query}", **others)

    def ends_within(self, seconds):
        """Whether it ends by itself; one that goes on is waited for as long as that."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def exit_status(self, stopping=True):
        """Its exit status, after SIGTERM or by itself; nothing where it does not end."""
        self.connection.close()
        if stopping and self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            return None
        return self._process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._process.poll() is None:
            self.exit_status()
