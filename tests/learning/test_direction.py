"""Course text says which way it is read wherever it stands."""

import re

from tests.factories.courses import LESSON, publish, write_course

ARABIC = """---
id: arab
title: الدرس
description: مقدمة
lang: ar
---

نص.

## سؤال {#q-arab}

- (x) نعم
- ( ) لا
"""


def test_an_arabic_lesson_reads_from_right_to_left_and_all_around_it_does_not(
    app, tmp_path, client, cast
) -> None:
    files = {"modules/01-arab.md": ARABIC, "modules/02-satu.md": LESSON.format(ref="satu")}
    publish(write_course(tmp_path / "arah", files))
    client.sign_in(cast.ana).post("/courses/arah/enrolment")
    text = client.get("/courses/arah/modules/arab").text
    assert '<h1 lang="ar" dir="rtl">الدرس</h1>' in text
    assert '<div class="prose" lang="ar" dir="rtl"><p>نص.</p></div>' in text
    question = text.split("<legend>")[1].split("</fieldset>")[0]
    assert re.search(r'<span lang="ar" dir="rtl">\s*سؤال', question)
    assert '<div class="prose" lang="id"><p>' in client.get("/courses/arah/modules/satu").text
