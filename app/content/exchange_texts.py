"""`(Indonesian, English)` for what is told on import and export; `message_texts` takes it in."""

from collections.abc import Mapping

EXCHANGE_MESSAGES: Mapping[str, tuple[str, str]] = {
    # What cannot be read or written at all
    "E901.xml": (
        "Berkas bukan XML yang utuh; bacaan berhenti di sini. Ekspor ulang dari program asalnya.",
        "The file is no complete XML; reading stopped here. Export it again from its program.",
    ),
    "E901.moodle": (
        "Ini XML, tetapi bukan bank soal Moodle: unsur pertamanya harus <quiz>.",
        "This is XML, but no question bank of Moodle: its first element must be <quiz>.",
    ),
    "E901.csv": (
        "Baris ini tidak dapat dibaca sebagai CSV. Periksa tanda kutipnya, atau simpan ulang.",
        "This row cannot be read as CSV. Look at its quotes, or save the file again.",
    ),
    "E901.office": (
        "Berkas rusak, terkunci sandi, atau bukan jenis ini. Buka dan simpan ulang sebagai .xlsx "
        "atau .docx.",
        "The file is damaged, locked by a password or of another kind. Open it and save it again "
        "as .xlsx or .docx.",
    ),
    "E902.bytes": (
        "Berkas terlalu besar: paling banyak {limit} MB. Bagi menjadi beberapa berkas.",
        "The file is too large: at most {limit} MB. Divide it into several.",
    ),
    "E902.count": (
        "Terlalu banyak soal: paling banyak {limit} dalam satu berkas. Bagi berkasnya.",
        "There are too many questions: at most {limit} in one file. Divide it.",
    ),
    "E902.xml": (
        "XML terlalu dalam atau terlalu banyak unsurnya: paling banyak {depth} lapis dan {limit} "
        "unsur. Bagi berkasnya.",
        "The XML is too deep or has too many elements: at most {depth} levels and {limit} "
        "elements. Divide the file.",
    ),
    "E903.questions": (
        "Tidak ada satu soal pun di berkas ini. Periksa apakah formatnya benar.",
        "There is not a single question in this file. See whether its format is the right one.",
    ),
    "E903.course": (
        "Kursus ini tidak punya soal yang dapat ditulis dalam format ini.",
        "This course has no question that this format could hold.",
    ),
    "E903.word": (
        "Dokumen ini tidak berisi teks.",
        "This document holds no text.",
    ),
    "E904": (
        "Format {format} hanya untuk ekspor.",
        "The format {format} is for export only.",
    ),
    "E905": (
        "Format {format} hanya untuk impor.",
        "The format {format} is for import only.",
    ),
    "E906": (
        "XML dengan DOCTYPE atau entitas tidak diterima. Hapus bagian itu, atau ekspor ulang.",
        "XML with a DOCTYPE or entities is not taken. Remove that part, or export it again.",
    ),
    "E907": (
        "Kolom “{column}” tidak ada di baris pertama. Buat contohnya dengan lentera import "
        "--template.",
        "The first row has no column “{column}”. Make an example with lentera import --template.",
    ),
    "E908.size": (
        "Isi berkas terlalu besar setelah dibuka. Bagi, atau kecilkan gambarnya.",
        "What is in the file is too large once unpacked. Divide it, or make its pictures smaller.",
    ),
    "E908.cells": (
        "Ada sel terisi jauh di luar tabel. Salin tabelnya ke lembar kerja baru.",
        "There is a cell in use far outside the table. Copy the table into a new sheet.",
    ),
    "E909": (
        "{path} sudah ada dan tidak ditimpa. Pindahkan atau ganti namanya dulu.",
        "{path} is there already and is not overwritten. Move or rename it first.",
    ),
    # What is left behind
    "W910": (
        "Soal “{title}” tidak dibawa: jenis “{type}” tidak ada padanannya.",
        "The question “{title}” was left out: the type “{type}” has no counterpart.",
    ),
    "W910.arrow": (
        "Soal “{title}” tidak dibawa: jawabannya memuat “->”, yang di GIFT berarti pasangan.",
        "The question “{title}” was left out: an answer holds “->”, which means a pair in GIFT.",
    ),
    "W911": (
        "Soal “{title}” tidak dibawa: tidak ada jawaban yang bernilai penuh.",
        "The question “{title}” was left out: no answer of it gives full marks.",
    ),
    "W912": (
        "Soal “{title}” tidak dibawa: dalam bahasa kursus hasilnya melanggar {problem}. Tulis "
        "sendiri soal ini.",
        "The question “{title}” was left out: written in the course language it breaks {problem}. "
        "Write this one yourself.",
    ),
    "W913": (
        "“{title}”: {what} tidak dapat dibawa.",
        "“{title}”: {what} could not be carried over.",
    ),
    "W914.braces": (
        "Soal “{title}” tidak dibawa: kurung kurawal {{ dan }} harus tepat satu pasang. Pisahkan "
        "soal dengan baris kosong; kurung kurawal biasa ditulis \\{{.",
        "The question “{title}” was left out: it needs braces {{ and }} just once. Part questions "
        "by blank lines; plain braces are written \\{{.",
    ),
    "W914.choices": (
        "Soal “{title}” tidak dibawa: pilihannya harus berurutan A, B, C …, masing-masing dalam "
        "satu baris, lalu ANSWER: dengan satu huruf.",
        "The question “{title}” was left out: its choices must run A, B, C …, each in one line, "
        "then ANSWER: with one letter.",
    ),
    "W914.empty": (
        "Soal “{title}” tidak dibawa: tidak ada teksnya.",
        "The question “{title}” was left out: it has no text.",
    ),
    "W914.gaps": (
        "Soal “{title}” tidak dibawa: ada rumpang di dalam kode atau tautan, atau lebih dari 200.",
        "The question “{title}” was left out: it has a gap within code or a link, or more than "
        "200.",
    ),
    "W914.groups": (
        "Soal “{title}” tidak dibawa: ada lebih dari satu kelompok jawaban {{…}}. Pecah menjadi "
        "beberapa soal, dipisah baris kosong.",
        "The question “{title}” was left out: it has more than one group of answers {{…}}. "
        "Divide it into several, parted by blank lines.",
    ),
    "W915": (
        "“{title}”: bobot pilihannya menjadi scoring=partial. Periksa apakah itu yang dimaksud.",
        "“{title}”: the weights of its choices became scoring=partial. See whether that is meant.",
    ),
    "W916": (
        "“{title}”: scoring={scoring} tidak dikenal di sana; jawaban yang benar sebagian mendapat "
        "sebagian poin.",
        "“{title}”: scoring={scoring} is not known there; an answer partly right gets part of the "
        "points.",
    ),
    "W917": (
        "“{title}”: {points} poin menjadi {now}. Poin lebih dari 0, paling banyak 100, dengan dua "
        "desimal.",
        "“{title}”: {points} points became {now}. Points are above 0, at most 100, with two "
        "decimals.",
    ),
    "W918": (
        "Id “{id}” menjadi “{now}”: id soal mulai dengan q- dan hanya dipakai sekali.",
        "The id “{id}” became “{now}”: a question's id begins with q- and is used once.",
    ),
    "W919": (
        "“{title}”: {key} disimpan dalam komentar untuk Lentera; program lain tidak membacanya.",
        "“{title}”: {key} is kept in a comment for Lentera; other programs do not read it.",
    ),
    "W920": (
        "{file} tidak dibawa: yang diterima gambar PNG, JPEG, GIF, atau WebP sampai 10 MB.",
        "{file} was left out: taken are pictures in PNG, JPEG, GIF or WebP of up to 10 MB.",
    ),
    "W921": (
        "Kolom “{column}” tidak dikenal dan dilewati.",
        "The column “{column}” is not known and was passed over.",
    ),
    "W922": (
        "Sel ini tanggal atau waktu, “{value}”. Bila maksudnya teks, ubah format selnya menjadi "
        "Teks.",
        "This cell is a date or time, “{value}”. If it was meant as text, format the cell as Text.",
    ),
    "W923": (
        "Dalam dokumen ini ada yang tidak dapat dibawa: {what}.",
        "Something in this document could not be carried over: {what}.",
    ),
    "W924": ("{what} tidak ikut dicetak.", "{what} is not printed."),
    "W925": (
        "Id “{id}” sudah dipakai di {other}. Ganti salah satu sebelum menerbitkan.",
        "The id “{id}” is already used at {other}. Change one of them before publishing.",
    ),
    "W927": (
        "Terjemahan tidak ikut; yang diekspor hanya bahasa asal.",
        "Translations stay behind; only the source language is exported.",
    ),
    "W926": (
        "Format ini hanya memuat {what}.",
        "This format holds only {what}.",
    ),
}

EXCHANGE_WORDS: Mapping[str, tuple[str, str]] = {
    "@aiken": (
        "teks soal, pilihan dan kuncinya; id, poin dan umpan balik tidak ikut",
        "a question's text, its choices and key; no ids, points or feedback",
    ),
    "@alt": (
        "teks alternatif gambar, yang memang belum ada: tulis apa yang terlihat",
        "the alternative text of a picture, since there is none: write what it shows",
    ),
    "@any-answer": (
        "“*” sebagai jawaban yang mendapat nilai",
        "“*” as an answer that gets credit",
    ),
    "@attachments": ("lampiran berkas", "attached files"),
    "@cell-blocks": (
        "daftar atau tabel di dalam sel tabel",
        "a list or table within a table's cell",
    ),
    "@description": (
        "tempatnya di antara soal (teks ini kini di awal kumpulan)",
        "its place between the questions (this text now opens the pool)",
    ),
    "@downloads": ("Tautan unduhan", "A link to a download"),
    "@gap-credit": ("nilai sebagian pada isian rumpang", "part of the credit in a gap"),
    "@gap-feedback": ("umpan balik pada isian rumpang", "feedback in a gap"),
    "@gap-keys": (
        "kunci isian rumpang dan pilihannya, yang diberikan saat menerbitkan",
        "the keys of gaps and their choices, given at publishing",
    ),
    "@gap-number": ("isian angka yang tidak terbaca", "a number in a gap that cannot be read"),
    "@gap-weights": ("bobot isian rumpang yang berbeda-beda", "the gaps' different weights"),
    "@hints": ("petunjuk", "the hints"),
    "@keys": ("kunci {#…} dengan tanda yang tidak biasa", "keys {#…} with unusual signs"),
    "@long-notes": ("teks pembuka yang terlalu panjang", "opening texts that are too long"),
    "@markup": ("format teks", "the text's formatting"),
    "@match-markup": ("format teks pada padanan", "formatting in the matches"),
    "@media": ("Audio, video, atau isi aktif", "Audio, video or active content"),
    "@no-number": (
        "jawaban yang bukan bilangan yang jelas",
        "an answer that is no clear number",
    ),
    "@no-shuffle": ("shuffle=off", "shuffle=off"),
    "@order-grading": (
        "cara menilai urutan (kini menurut pasangan yang berurutan benar)",
        "the way of grading the order (now by neighbours rightly placed)",
    ),
    "@otherwise": ("maksud aslinya", "what it meant"),
    "@pair-feedback": ("umpan balik per pasangan", "feedback of single pairs"),
    "@partly": (
        "umpan balik untuk jawaban benar sebagian",
        "feedback for an answer partly right",
    ),
    "@penalty": (
        "penalti tiap percobaan (di Lentera diatur pada kuis: try-penalty)",
        "the penalty for each try (in Lentera it is set in the quiz: try-penalty)",
    ),
    "@picture": ("gambar yang berkasnya tidak ikut", "a picture whose file is not there"),
    "@pictures": ("berkas gambar", "the pictures' files"),
    "@points-cell": ("isi kolom poin", "what stands in the column of points"),
    "@pool": (
        "Kumpulan soal (kecuali dengan --with-key)",
        "A pool (unless with --with-key)",
    ),
    "@raised": ("huruf di atas atau di bawah garis", "raised or lowered letters"),
    "@rubric": ("rubrik dan contoh jawaban", "the rubric and the model answer"),
    "@spans": ("sel tabel yang digabung", "merged cells of a table"),
    "@step-feedback": ("umpan balik per langkah", "feedback of single steps"),
    "@template": ("kerangka jawaban", "the response template"),
    "@trainer-note": ("catatan pengajar", "the trainer's note"),
    "@unit-grading": ("penilaian satuan", "the grading of the unit"),
    "@type-cloze": ("rumpang (cloze)", "cloze"),
    "@type-essay": ("esai (essay)", "essay"),
    "@type-matching": ("menjodohkan (matching)", "matching"),
    "@type-multiple": ("pilih beberapa (multiple)", "multiple response (multiple)"),
    "@type-numeric": ("bilangan (numeric)", "number (numeric)"),
    "@type-order": ("mengurutkan (order)", "ordering (order)"),
    "@type-scale": ("skala (scale)", "scale"),
    "@type-short": ("isian singkat (short)", "short answer (short)"),
    "@type-single": ("pilihan tunggal (single)", "single choice (single)"),
    "@type-truefalse": ("benar atau salah (truefalse)", "true or false (truefalse)"),
    "@units": ("satuan lain selain yang pertama", "units other than the first"),
    "@verdict-feedback": (
        "umpan balik umum Benar atau Salah",
        "the general feedback Correct or Incorrect",
    ),
    "@wildcard": ("jawaban dengan “*” sebagai pengganti", "an answer with “*” as a wildcard"),
}
