"""What an essay tells whoever marks it, in one text: note, rubric and model answer by labels."""

from app.content.labels import LABELS, label_of

PARTS = {"rubric": "Rubrik", "model_answer": "Contoh jawaban"}


def joined(note: str, rubric: str, model_answer: str) -> str:
    parts = [note]
    for name, text in (("rubric", rubric), ("model_answer", model_answer)):
        if text:
            parts.append(f"**{PARTS[name]}:** {text}")
    return "\n\n".join(part for part in parts if part)


def labelled(text: str) -> dict[str, str]:
    """`trainer_note`, `rubric` and `model_answer`, as far as they are there.

    What has no label is for markers only: a rubric is shown to the learner from the start.
    """
    found: dict[str, list[str]] = {}
    name = "trainer_note"
    for line in text.split("\n"):
        label = label_of(line)
        is_part = label is not None and LABELS.get(label[0].lower()) in PARTS
        name = LABELS[label[0].lower()] if label and is_part else name
        found.setdefault(name, []).append(label[1] if label and is_part else line)
    return {name: "\n".join(lines).strip() for name, lines in found.items() if any(lines)}
