"""A signed-in person as plain HTTP, usable from many threads at once."""

import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


class Person:
    def __init__(self, base: str, email: str, password: str) -> None:
        self.base = base
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), _NoRedirect
        )
        self.token = TOKEN.search(self.get("/sign-in"))[1]
        self.post("/session", {"login": email, "password": password})
        self.token = TOKEN.search(self.get("/"))[1]

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=60) as answer:
            return answer.read().decode()

    def post(self, path: str, fields: dict | None = None) -> tuple[int, str]:
        """Status and location of the answer."""
        data = urllib.parse.urlencode({**(fields or {}), "csrf_token": self.token}, doseq=True)
        try:
            with self.opener.open(self.base + path, data.encode(), timeout=60) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location", "")

    def post_at_once(self, times: int, path: str, fields: dict | None = None) -> list[int]:
        with ThreadPoolExecutor(times) as pool:
            return [s for s, _ in pool.map(lambda _: self.post(path, fields), range(times))]
