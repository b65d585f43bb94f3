"""`(Indonesian, English)` for each code. Parameters in braces come from the finding."""

from collections.abc import Mapping

MESSAGES: Mapping[str, tuple[str, str]] = {
    # Structure and front matter
    "E101": (
        "Belum ada id. Tulis misalnya: {suggestion}",
        "There is no id. Write for example: {suggestion}",
    ),
    "E102": (
        "Id “{id}” sudah dipakai di {other}. Beri id lain.",
        "The id “{id}” is already used at {other}. Give another one.",
    ),
    "E103": ("“{key}” tidak dikenal di sini.", "“{key}” is not known here."),
    "E104": (
        "Nilai “{value}” untuk “{key}” tidak dapat dipakai. Tulis: {expected}.",
        "The value “{value}” of “{key}” cannot be used. Write: {expected}.",
    ),
    "E104.later": (
        "“{key}: {value}” belum didukung versi ini. Yang berlaku sekarang: {works}.",
        "“{key}: {value}” is not supported by this version. What works now: {works}.",
    ),
    "E105": (
        "Bagian depan bukan YAML yang benar: {problem}. Tulis “kunci: nilai”, dan beri tanda "
        "kutip pada nilai yang memuat titik dua.",
        "The front matter is not proper YAML: {problem}. Write “key: value”, and put a value "
        "that holds a colon in quotes.",
    ),
    "E106": (
        "Kunci “{key}” ditulis dua kali. Hapus salah satu.",
        "The key “{key}” stands twice. Remove one.",
    ),
    "E107": (
        "Berkas harus mulai dengan baris “---”, lalu id dan title, lalu “---” lagi.",
        "The file must begin with a line “---”, then id and title, then “---” again.",
    ),
    "E108": (
        "Bagian depan belum ditutup. Tulis baris “---” sesudah kunci terakhir.",
        "The front matter is not closed. Write a line “---” behind the last key.",
    ),
    "E109": ("“{key}” belum diisi. Tambahkan.", "“{key}” is missing. Add it."),
    "E110": (
        "Berkas course.md tidak ada. Buatlah, dengan id dan title di bagian depan.",
        "There is no course.md. Make one, with id and title in its front matter.",
    ),
    "E111": (
        "Berkas bukan teks UTF-8. Simpan ulang sebagai UTF-8.",
        "The file is not UTF-8 text. Save it again as UTF-8.",
    ),
    "E112": (
        "“{what}” belum didukung versi ini. Hapus, atau pakai bentuk yang sudah didukung.",
        "“{what}” is not supported by this version. Remove it, or use a form that is.",
    ),
    "E113": (
        "Id “{id}” tidak dapat dipakai. Mulai dengan q-, lalu huruf kecil, angka, dan tanda "
        "hubung.",
        "The id “{id}” cannot be used. Begin with q-, then lower-case letters, digits and hyphens.",
    ),
    "E114": ("“{key}” hanya berlaku di {where}.", "“{key}” belongs only in {where}."),
    "E115": (
        "“{key}” tidak berlaku untuk soal jenis {type}. Hapus.",
        "“{key}” has no meaning for a question of type {type}. Remove it.",
    ),
    "E116": (
        "Belum ada satu soal pun. Tulis soal sebagai judul “## … {{#q-…}}”, atau ambil dari "
        "kumpulan soal dengan draw.",
        "There is not a single question. Write one as a heading “## … {{#q-…}}”, or draw from "
        "a pool.",
    ),
    "E117": (
        "Judul ini memotong soal. Di kuis setiap soal memakai “##”; jadikan judul ini teks tebal.",
        "This heading cuts the question off. In a quiz every question is “##”; make it bold text.",
    ),
    "E118": (
        "{what} yang dibuka di sini tidak pernah ditutup.",
        "The {what} opened here is never closed.",
    ),
    "E119": (
        "Baris ini memuat karakter kendali, yang tidak terlihat atau ditulis seperti “\\0”. Ketik "
        "ulang barisnya.",
        "This line holds a control character, invisible or written as in “\\0”. Type the line "
        "again.",
    ),
    "E120": (
        "completion menyebut “{id}”, tetapi tidak ada halaman dengan id itu.",
        "completion names “{id}”, but no page has that id.",
    ),
    "W121": (
        "Berkas ini bukan bagian kursus dan diabaikan. Pindahkan ke modules/, pools/ atau assets/.",
        "This file is no part of the course and is ignored. Move it to modules/, pools/ or "
        "assets/.",
    ),
    "E122": (
        "completion meminta {count} halaman, tetapi hanya menyebut {of}.",
        "completion asks for {count} pages but names only {of}.",
    ),
    "E123": (
        "“type: pool” dan folder pools/ selalu bersama. Pindahkan berkas atau ubah type.",
        "“type: pool” and the folder pools/ go together. Move the file or change the type.",
    ),
    "E124": ("Berkas atau folder tidak dapat dibaca.", "The file or folder cannot be read."),
    "E125": (
        "Modul berbentuk folder memerlukan module.md dengan id dan title.",
        "A folder module needs a module.md with id and title.",
    ),
    "E126": (
        "Kursus belum punya halaman. Tulis pelajaran pertama di modules/.",
        "The course has no page. Write the first lesson in modules/.",
    ),
    "E127": (
        "Nama berkas memuat karakter yang tidak dapat ditampilkan. Ganti namanya.",
        "The file's name holds characters that cannot be shown. Rename it.",
    ),
    "E128": (
        "Jenis halaman “{id}” berubah dari {before} menjadi {now}. Beri id baru tanpa was, atau "
        "kembalikan jenisnya.",
        "The page “{id}” was a {before} and is now a {now}. Give it a new id without was, or "
        "change it back.",
    ),
    "E129": (
        "Jenis soal “{id}” berubah dari {before} menjadi {now}. Beri id baru tanpa was, atau "
        "kembalikan jenisnya.",
        "The question “{id}” was of type {before} and is now of type {now}. Give it a new id "
        "without was, or change it back.",
    ),
    "E130": (
        "Id kursus “{id}” juga dipakai folder {folder}. Beri id lain pada salah satunya.",
        "The course id “{id}” is also used by the folder {folder}. Give one of them another id.",
    ),
    "E131": (
        "was menyebut “{id}”, tetapi id itu masih dipakai di kursus ini. Hapus was, atau tulis id "
        "yang sudah tidak dipakai.",
        "was names “{id}”, but this course still uses that id. Remove was, or write an id that "
        "is no longer used.",
    ),
    "E132": (
        "was menyebut “{id}”, yang sudah disebut was di {other}. Hapus salah satu.",
        "was names “{id}”, which was at {other} already names. Remove one.",
    ),
    # Answers
    "E201": (
        "Tanda “{mark}” tidak dikenal. Tulis (x) atau ( ), [x] atau [ ].",
        "The mark “{mark}” is not known. Write (x) or ( ), [x] or [ ].",
    ),
    "E202": (
        "Tanda jawaban bercampur. Beri semua butir jenis tanda yang sama; panah biasa: \\->.",
        "The answers' marks are mixed. Give all of them marks of one kind; a plain arrow is "
        "written \\->.",
    ),
    "E203": (
        "Tidak ada jawaban yang bernilai penuh. Tandai dengan (x), [x] atau =.",
        "No answer gives full marks. Mark it with (x), [x] or =.",
    ),
    "E204": (
        "Ada lebih dari satu (x). Sisakan satu, atau pakai [x] bila boleh memilih beberapa.",
        "There is more than one (x). Keep one, or use [x] where several may be chosen.",
    ),
    "E205": (
        "“{mark}” di ujung jawaban tidak dikenal. Yang dikenal: {{50%}}, {{#kunci}}, {{pin}}; "
        "kurung biasa ditulis \\{{.",
        "“{mark}” behind the answer is not known. Known are {{50%}}, {{#key}}, {{pin}}; a plain "
        "brace is written \\{{.",
    ),
    "E206": (
        "Soal ini belum punya jawaban. Tulis daftar dengan tanda, misalnya “- (x) Ya”.",
        "This question has no answers. Write a list with marks, for example “- (x) Yes”.",
    ),
    "E207": (
        "“{what}” tidak berlaku pada jawaban bertanda {mark}.",
        "“{what}” has no meaning for an answer marked {mark}.",
    ),
    "E208": (
        "Nilai jawaban harus antara -100% dan 100%.",
        "An answer's credit must lie between -100% and 100%.",
    ),
    "E209": (
        "type={type} tidak cocok dengan tanda jawabannya. Hapus type atau ubah tandanya.",
        "type={type} does not suit the answers' marks. Remove the type or change the marks.",
    ),
    "E210": (
        "Bilangan “{number}” dapat dibaca dengan dua cara. Tulis 1000 atau 1,0 (dalam bahasa "
        "Inggris 1.0); untuk teks pakai type=short.",
        "The number “{number}” can be read in two ways. Write 1000 or 1.0 (in Indonesian 1,0); "
        "for text use type=short.",
    ),
    "E211": (
        "“{text}” bukan bilangan. Tulis misalnya 12, 2,5 ± 0,1, 12 +- 5% atau 11..13; satuan "
        "ditulis unit=….",
        "“{text}” is not a number. Write for example 12, 2.5 ± 0.1, 12 +- 5% or 11..13; the unit "
        "goes into unit=….",
    ),
    "E212": ("Jawaban ini tidak berisi apa-apa.", "This answer is empty."),
    "E213": (
        "Jawaban “{text}” ditulis dua kali. Hapus salah satu.",
        "The answer “{text}” stands twice. Remove one.",
    ),
    "E214": ("Beri setidaknya dua pilihan.", "Give at least two choices."),
    "E215": (
        "Rentang “{text}” terbalik. Tulis yang kecil dulu.",
        "The range “{text}” is the wrong way round. Write the smaller one first.",
    ),
    "E216": (
        "Soal menjodohkan memerlukan setidaknya dua pasang “istilah -> padanan”.",
        "A matching question needs at least two pairs “term -> match”.",
    ),
    # Labels
    "E301": (
        "Label “{label}” tidak dikenal. Yang dikenal: Petunjuk, Pembahasan, Benar, Salah, "
        "Catatan pengajar.",
        "The label “{label}” is not known. Known are Hint, Explanation, Correct, Incorrect, "
        "Trainer note.",
    ),
    "E302": (
        "Kutipan sesudah jawaban ini tanpa label. Tulis “> **Pembahasan:** …”, atau beri indentasi "
        "bila ini umpan balik jawaban.",
        "This quote behind the answers has no label. Write “> **Explanation:** …”, or indent it "
        "if it is an answer's feedback.",
    ),
    "E303": (
        "Teks sesudah jawaban tidak akan tampil. Pindahkan ke atas jawaban, atau ke "
        "“> **Pembahasan:** …”.",
        "Text behind the answers would not be shown. Move it above them, or into "
        "“> **Explanation:** …”.",
    ),
    "E304": ("Label “{label}” ditulis dua kali.", "The label “{label}” stands twice."),
    "E305": ("Label “{label}” tanpa isi.", "The label “{label}” has no text."),
    "E306": (
        "“{label}” terindentasi sehingga menjadi umpan balik satu jawaban. Geser ke tepi kiri.",
        "“{label}” is indented and so becomes one answer's feedback. Move it to the left margin.",
    ),
    # Translations
    "W401": (
        "Terjemahan ini belum diterbitkan oleh versi ini.",
        "This translation is not published yet by this version.",
    ),
    # Links
    "E501": (
        "“{target}” tidak ditemukan. Gambar dan unduhan berada di assets/.",
        "“{target}” is not found. Pictures and downloads belong in assets/.",
    ),
    "E502": (
        "Gambar tanpa teks alternatif. Tulis apa yang terlihat: ![…](…).",
        "A picture without alternative text. Write what it shows: ![…](…).",
    ),
    "E503": (
        "Di tujuan “{target}” tidak ada judul dengan nama itu.",
        "There is no heading of that name at “{target}”.",
    ),
    "E504": (
        "Tautan “{target}” keluar dari folder kursus. Salin berkasnya ke assets/.",
        "The link “{target}” leaves the course's folder. Copy the file into assets/.",
    ),
    "E505": (
        "Tautan “{target}” tidak diizinkan. Yang boleh: https:, http:, mailto:, tel:, dan berkas "
        "kursus.",
        "The link “{target}” is not allowed. Allowed are https:, http:, mailto:, tel: and files of "
        "the course.",
    ),
    "E506": (
        "Tautan simbolik tidak diikuti. Salin berkas aslinya.",
        "A symbolic link is not followed. Copy the file itself.",
    ),
    "E507": (
        "Gambar dari situs lain tidak ditampilkan. Simpan di assets/: {target}",
        "A picture from another site is not shown. Save it in assets/: {target}",
    ),
    # Draws
    "E601": (
        "draw meminta {pick} soal, tetapi hanya ada {available}.",
        "draw asks for {pick} questions, but there are only {available}.",
    ),
    "E602": (
        "“{source}” bukan kumpulan soal kursus ini. Tulis misalnya pools/nama.md.",
        "“{source}” is no pool of this course. Write for example pools/name.md.",
    ),
    # Limits
    "E701": (
        "Berkas terlalu besar: paling banyak {limit} KB. Bagi menjadi beberapa halaman.",
        "The file is too large: at most {limit} KB. Divide it into several pages.",
    ),
    "E702": (
        "Baris ini lebih panjang dari {limit} karakter. Bagi menjadi beberapa baris.",
        "This line is longer than {limit} characters. Break it into several.",
    ),
    "E703": (
        "Lebih dari {limit} kurung terbuka sekaligus. Tutup kurungnya atau bagi alineanya.",
        "More than {limit} brackets are open at once. Close them or divide the paragraph.",
    ),
    "E704": (
        "Bertingkat lebih dari {limit} lapis. Sederhanakan.",
        "More than {limit} levels within each other. Make it simpler.",
    ),
    "E705": (
        "Alinea lebih panjang dari {limit} karakter. Sisipkan baris kosong.",
        "The paragraph is longer than {limit} characters. Put in a blank line.",
    ),
    "E706": (
        "Lebih dari {limit} tanda sejenis (*, `, [^ atau :) dalam satu alinea. Bagi alineanya.",
        "More than {limit} marks of a kind (*, `, [^ or :) in one paragraph. Divide it.",
    ),
    "E707": (
        "Folder kursus memuat lebih dari {limit} berkas.",
        "The course's folder holds more than {limit} files.",
    ),
    "E708": (
        "“{key}” lebih panjang dari {limit} karakter. Pendekkan.",
        "“{key}” is longer than {limit} characters. Shorten it.",
    ),
    "E709": (
        "“{key}” memuat lebih dari {limit} nilai. Kurangi.",
        "“{key}” holds more than {limit} values. Take some out.",
    ),
    "E710": (
        "Nama berkas beserta foldernya lebih panjang dari {limit} karakter. Pendekkan.",
        "The file's name with its folders is longer than {limit} characters. Shorten it.",
    ),
    "E711": (
        "Semua halaman bersama memerlukan lebih dari {limit} JP. Bagi menjadi beberapa kursus.",
        "All pages together take more than {limit} JP. Divide them into several courses.",
    ),
    "W701": (
        "HTML <{tag}> akan dibuang. Pakai Markdown.",
        "The HTML <{tag}> will be taken out. Use Markdown.",
    ),
    "W702": (
        "Daftar ini menempel pada alinea dan tidak akan tampil sebagai daftar. Sisipkan baris "
        "kosong.",
        "This list is glued to a paragraph and will not be shown as a list. Put in a blank line.",
    ),
    "W703": (
        "Judul memuat <{tag}>, yang akan tampil sebagai teks biasa. Hapus bila tidak dimaksudkan.",
        "The title holds <{tag}>, which will be shown as plain text. Remove it if not meant so.",
    ),
    # Quality
    "W801": (
        "Tingkat judul melompat dari {before} ke {level}. Pakai tingkat berikutnya.",
        "The heading's level jumps from {before} to {level}. Use the next one.",
    ),
    "W802": (
        "Gambar “{target}” lebih besar dari {kilobytes} KB. Perkecil untuk pembaca dengan ponsel.",
        "The picture “{target}” is larger than {kilobytes} KB. Make it smaller for phones.",
    ),
    "W803": (
        "jp {stated} lebih besar dari waktu yang diperlukan ({taken}). Turunkan, atau nyatakan "
        "time-required.",
        "jp {stated} is more than the time it takes ({taken}). Lower it, or state time-required.",
    ),
    "W804": (
        "Judul tingkat 1 adalah judul halaman. Mulai dengan “##”.",
        "A heading of level 1 is the page's title. Begin with “##”.",
    ),
    "W805": (
        "Judul ini sama dengan judul di baris {other}, sehingga tautan “#{anchor}” menuju ke sana.",
        "This heading is the same as that of line {other}, so a link “#{anchor}” leads there.",
    ),
}

WORDS: Mapping[str, tuple[str, str]] = {
    "@meant": ("Maksudnya “{meant}”?", "Did you mean “{meant}”?"),
    "@list": ("daftar", "a list"),
    "@text": ("satu teks", "one text"),
    "@texts": ("teks, satu per baris", "texts, one a line"),
    "@mappings": ("“- kunci: nilai”", "“- key: value”"),
    "@id": ("huruf kecil, angka dan tanda hubung", "lower-case letters, digits and hyphens"),
    "@lang": ("tanda bahasa seperti id atau en", "a language tag such as id or en"),
    "@integer": ("bilangan bulat, misalnya 3", "a whole number, for example 3"),
    "@percent": ("persentase dari 0% sampai 100%", "a percentage from 0% to 100%"),
    "@decimal": ("bilangan, misalnya 2,5", "a number, for example 2.5"),
    "@points": (
        "bilangan lebih dari 0 dan paling banyak 100, misalnya 2",
        "a number above 0 and at most 100, for example 2",
    ),
    "@page-time": (
        "lama waktu, paling lama 100 jam, misalnya 45 menit",
        "a duration of at most 100 hours, for example 45 minutes",
    ),
    "@quiz-time": (
        "lama waktu, paling lama 30 hari, misalnya 45 menit",
        "a duration of at most 30 days, for example 45 minutes",
    ),
    "@years": (
        "tahun atau bulan, paling lama 100 tahun, misalnya 2 tahun",
        "years or months, at most 100 years, for example 2 years",
    ),
    "@version": ("nomor versi, misalnya 1.2", "a version number, for example 1.2"),
    "@completion": (
        "{all: [id, …]} atau {any: 2, of: [id, …]}",
        "{all: [id, …]} or {any: 2, of: [id, …]}",
    ),
    "@review": ("{after-submit: […], after-pass: […]}", "{after-submit: […], after-pass: […]}"),
    "@teaches": ("{competency: …, level: 2}", "{competency: …, level: 2}"),
    "@no-delay": (
        "0, karena jeda belum didukung versi ini",
        "0, since a delay is not supported by this version",
    ),
    "@page": ("halaman (modules/)", "pages (modules/)"),
    "@quiz": ("halaman dengan type: quiz", "pages with type: quiz"),
    "@course": ("course.md", "course.md"),
    "@translation": ("berkas terjemahan", "translation files"),
    "@heading": ("teks judul", "heading text"),
    "@fence": ("Blok kode", "code block"),
    "@comment": ("Komentar <!--", "comment <!--"),
    "@long": ("terlalu panjang", "too long"),
    "@syntax": ("tulisan tidak dapat dibaca", "it cannot be read"),
    "@documents": ("lebih dari satu dokumen", "more than one document"),
    "@mapping": ("harus berupa “kunci: nilai”", "it must be “key: value”"),
    "@alias": (
        "tanda &, * dan ! di awal nilai tidak diterima",
        "&, * and ! in front of a value are not accepted",
    ),
    "@deep": ("bertingkat terlalu dalam", "too many levels"),
    "@key": ("kunci harus berupa teks", "a key must be a text"),
}
