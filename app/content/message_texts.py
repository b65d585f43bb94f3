"""`(Indonesian, English)` for each code. Parameters in braces come from the finding."""

from collections.abc import Mapping

from app.content.exchange_texts import EXCHANGE_MESSAGES, EXCHANGE_WORDS

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
    "E103.elsewhere": (
        "“{key}” tidak dikenal di sini. Bila maksudnya “{like}”: kunci itu ditulis di {where}.",
        "“{key}” is not known here. If you meant “{like}”: that key belongs in {where}.",
    ),
    "E104": (
        "Nilai “{value}” untuk “{key}” tidak dapat dipakai. Tulis: {expected}.",
        "The value “{value}” of “{key}” cannot be used. Write: {expected}.",
    ),
    "E105": (
        "Bagian depan tidak dapat dibaca: {problem}.",
        "The front matter cannot be read: {problem}.",
    ),
    "E106": (
        "Isian “{key}” ditulis dua kali. Hapus salah satu.",
        "The key “{key}” stands twice. Remove one.",
    ),
    "E107": (
        "Berkas harus mulai dengan baris “---”, lalu id dan title, lalu “---” lagi.",
        "The file must begin with a line “---”, then id and title, then “---” again.",
    ),
    "E108": (
        "Bagian depan belum ditutup. Tulis baris “---” sesudah isian terakhir.",
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
    "E140": (
        "Istilah “{term}” sudah dijelaskan di baris {other}. Gabungkan penjelasannya.",
        "The term “{term}” is already explained in line {other}. Join the two.",
    ),
    "E141": (
        "Istilah “{term}” belum dijelaskan. Tulis penjelasannya di baris berikutnya, diawali “: ”.",
        "The term “{term}” is not explained. Write what it means in the next line, after “: ”.",
    ),
    "E142": (
        "Penjelasan ini tidak punya istilah. Tulis istilahnya di baris di atasnya.",
        "This explanation has no term. Write the term in the line above it.",
    ),
    "W133": (
        "“{key}” tidak berpengaruh tanpa “{needs}”. Tulis itu juga, atau hapus “{key}”.",
        "“{key}” has no effect without “{needs}”. Write that too, or remove “{key}”.",
    ),
    "E138": (
        "Kursus “{id}” kini bernama “{now}”. Tulis “id: {now}”, atau beri kursus ini id lain.",
        "The course “{id}” is called “{now}” now. Write “id: {now}”, or give this course another "
        "id.",
    ),
    "E139": (
        "“{id}” mensyaratkan kursus ini juga, sehingga keduanya tidak pernah dapat dimulai. Hapus "
        "salah satu dari prerequisites.",
        "“{id}” asks for this course in turn, so neither could ever be begun. Take one out of "
        "prerequisites.",
    ),
    "E134.marks": (
        "Hasil tiap soal tidak dapat tampil selama mengerjakan bila “behaviour: {behaviour}”. "
        "Tulis behaviour: immediate, atau jangan tampilkan apa pun selain answer pada during.",
        "Marks cannot be shown during the attempt with “behaviour: {behaviour}”. Write behaviour: "
        "immediate, or show nothing but answer at during.",
    ),
    "E134.silence": (
        "“behaviour: {behaviour}” menilai tiap soal langsung, tetapi hasilnya tidak ditampilkan. "
        "Tulis feedback: immediate, atau behaviour: deferred.",
        "“behaviour: {behaviour}” marks each question at once but nothing of it is shown. Write "
        "feedback: immediate, or behaviour: deferred.",
    ),
    "E135": (
        "prerequisites menyebut kursus ini sendiri. Hapus “{id}”.",
        "prerequisites names this course itself. Remove “{id}”.",
    ),
    "E136.blank": (
        "Ini bukan judul, sehingga soalnya tidak terbaca. Tulis satu spasi sesudah “#”; tanda "
        "biasa ditulis \\#.",
        "This is no heading, so its question is not read as one. Write a blank behind “#”; a plain "
        "sign is written \\#.",
    ),
    "E136.underline": (
        "Garis ini menempel pada baris di atasnya. Sisipkan baris kosong di antaranya; judul soal "
        "ditulis “## … {{#q-…}}”.",
        "This line is glued to the one above. Put in a blank line; a question's heading is written "
        "“## … {{#q-…}}”.",
    ),
    "E136.braces": (
        "Baris ini punya id soal, tetapi bukan judul. Mulai di tepi kiri dengan “## ”.",
        "This line has a question's id but is no heading. Begin it at the left margin with “## ”.",
    ),
    "E137": (
        "Daftar jawaban ini tidak punya soal, sehingga akan tampil bersama kuncinya. Tulis judul "
        "“## … {{#q-…}}” di atasnya; tanda biasa ditulis dengan \\ di depannya.",
        "This list of answers has no question and would be shown with its key. Write a heading "
        "“## … {{#q-…}}” above it; plain signs are written with \\ in front.",
    ),
    "W138": (
        "Jawaban “{text}” sudah terbit dengan kunci “{key}”, dan jawaban peserta menyebut kunci "
        "itu. Tulis {{#{key}}} di belakangnya.",
        "The answer “{text}” was published under the key “{key}”, and learners' answers name that "
        "key. Write {{#{key}}} behind it.",
    ),
    # Answers
    "E201": (
        "Tanda “{mark}” tidak dikenal. Tulis (x) atau ( ), [x] atau [ ].",
        "The mark “{mark}” is not known. Write (x) or ( ), [x] or [ ].",
    ),
    "E201.bullet": (
        "Anda memakai “{mark}” di depan jawaban; tulis “-”. Pengolah kata sering mengubahnya.",
        "You have “{mark}” before the answer; write “-”. Word processors often change it.",
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
    "E203.gap": (
        "Celah pilihan ini belum punya jawaban benar. Tandai satu: {{{{( ) a | (x) b}}}}.",
        "No choice of this gap is right. Mark one: {{{{( ) a | (x) b}}}}.",
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
    "E206.bare": (
        "Baris ini tampak seperti jawaban tanpa butir. Mulai dengan “- ”, misalnya “- (x) Ya”.",
        "This line looks like an answer without a bullet. Begin it with “- ”, for example "
        "“- (x) Yes”.",
    ),
    "E206.letter": (
        "Jawaban tidak memakai huruf. Ganti “{mark}” dengan “- ( )”, dan pada yang benar “- (x)”.",
        "Answers bear no letters. Write “- ( )” for “{mark}”, and “- (x)” where it is right.",
    ),
    "E206.numbered": (
        "Daftar bernomor ini belum punya tanda jawaban. Tulis “- (x) …” dan “- ( ) …”; bila soal "
        "ini soal urutan, tulis type=order di judulnya.",
        "This numbered list bears no marks. Write “- (x) …” and “- ( ) …”; if it is to be put in "
        "order, write type=order in the heading.",
    ),
    "E206.order": (
        "Soal urutan ini belum punya butir. Tulis daftar bernomor dalam urutan yang benar: “1. …”, "
        "“2. …”.",
        "This ordering question has no items. Write a numbered list in the right order: “1. …”, "
        "“2. …”.",
    ),
    "E206.scale": (
        "Skala ini belum punya pernyataan. Tulis sebagai daftar: “- Materinya berguna”.",
        "This scale has no statements. Write them as a list: “- The course is useful”.",
    ),
    "E206.cloze": (
        "Soal rumpang ini belum punya celah. Tulis jawabannya di dalam teks: "
        "“… adalah {{{{Bandung}}}}”.",
        "This cloze question has no gap. Write the answer within the text: “… is {{{{Bandung}}}}”.",
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
    "E209.order": (
        "Butir soal urutan ditulis sebagai daftar bernomor: “1. …”, “2. …”.",
        "The items of an ordering question are a numbered list: “1. …”, “2. …”.",
    ),
    "E209.scale": (
        "Pernyataan skala ditulis sebagai daftar biasa: “- Materinya berguna”.",
        "The statements of a scale are a plain list: “- The course is useful”.",
    ),
    "E209.cloze": (
        "Soal rumpang tidak memakai daftar jawaban. Tulis jawabannya di dalam teks: "
        "“… adalah {{{{Bandung}}}}”.",
        "A cloze question has no list of answers. Write them within the text: "
        "“… is {{{{Bandung}}}}”.",
    ),
    "E209.essay": (
        "Soal esai dijawab dengan tulisan sendiri. Hapus jawaban dan celahnya, atau tulis "
        "“> **Contoh jawaban:** …”.",
        "An essay is answered in the learner's own words. Remove the answers and gaps, or write "
        "“> **Model answer:** …”.",
    ),
    "E210": (
        "Bilangan “{number}” dapat dibaca dengan dua cara. Tulis 1000 atau 1,0 (dalam bahasa "
        "Inggris 1.0); untuk teks pakai type=short.",
        "The number “{number}” can be read in two ways. Write 1000 or 1.0 (in Indonesian 1,0); "
        "for text use type=short.",
    ),
    "E210.mark": (
        "“{number}” memakai tanda desimal bahasa lain. Di halaman ini tulis {instead}.",
        "“{number}” has the decimal sign of another language. On this page write {instead}.",
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
    "E217": (
        "Butir di sini tidak memakai tanda. Hapus “{mark}”; tanda kurung biasa ditulis \\(.",
        "The items here bear no mark. Remove “{mark}”; a plain bracket is written \\(.",
    ),
    "E218": (
        "Soal ini punya celah {{{{…}}}} dan juga daftar jawaban. Pilih salah satu; kurung kurawal "
        "biasa ditulis \\{{{{.",
        "This question has both gaps {{{{…}}}} and a list of answers. Keep one of them; plain "
        "braces are written \\{{{{.",
    ),
    "E219.open": (
        "Celah ini belum ditutup. Tutup dengan }}}} di baris yang sama; kurung kurawal biasa "
        "ditulis \\{{{{.",
        "This gap is not closed. Close it with }}}} in the same line; plain braces are written "
        "\\{{{{.",
    ),
    "E219.nested": (
        "Celah tidak dapat berisi celah lain. Pisahkan menjadi dua celah.",
        "A gap cannot hold another one. Write two gaps.",
    ),
    "E219.empty": (
        "Celah ini tidak berisi jawaban. Tulis misalnya {{{{Bandung | Kota Bandung}}}}.",
        "This gap has no answer. Write for example {{{{Bandung | Kota Bandung}}}}.",
    ),
    "E219.mixed": (
        "Di celah pilihan setiap bagian memakai tanda. Tulis misalnya {{{{( ) a | (x) b}}}}.",
        "In a gap with choices every part bears a mark. Write for example {{{{( ) a | (x) b}}}}.",
    ),
    "E219.link": (
        "Celah tidak dapat berada di dalam tautan, gambar, singkatan, atau HTML. Pindahkan ke "
        "sebelahnya.",
        "A gap cannot stand within a link, picture, abbreviation or HTML. Move it beside.",
    ),
    "E219.sign": (
        "Baris ini memuat karakter khusus yang tidak terlihat. Ketik ulang barisnya.",
        "This line holds a special character that cannot be seen. Type the line again.",
    ),
    "E219.most": (
        "Soal ini punya terlalu banyak celah. Bagi menjadi beberapa soal.",
        "This question has too many gaps. Divide it into several.",
    ),
    "E219.title": (
        "Celah di judul akan tampil bersama jawabannya. Pindahkan ke teks di bawah judul; kurung "
        "kurawal biasa ditulis \\{{{{.",
        "A gap in the heading would be shown with its answer. Move it into the text below; plain "
        "braces are written \\{{{{.",
    ),
    "E220": (
        "Soal urutan memerlukan setidaknya dua butir.",
        "An ordering question needs at least two items.",
    ),
    "E221.missing": (
        "Skala belum ditulis. Tulis misalnya “> **Skala:** Tidak setuju | Setuju”.",
        "The scale itself is missing. Write for example “> **Scale:** Disagree | Agree”.",
    ),
    "E221.few": (
        "Skala memerlukan 2 sampai {limit} pilihan, dipisah dengan |: “Tidak setuju | Setuju”.",
        "A scale needs 2 to {limit} points, parted by |: “Disagree | Agree”.",
    ),
    "E221.place": (
        "Soal skala hanya berlaku di halaman dengan type: survey. Pindahkan ke sana.",
        "A scale belongs only in pages with type: survey. Move it there.",
    ),
    "E222": (
        "Daftar ini terputus dari butir di baris {other}. Beri indentasi pada yang ada di "
        "antaranya (“   > …”); bila daftar di atas bagian dari pertanyaan, pakai tanda lain: “1)” "
        "atau “*”.",
        "This list is torn from the item in line {other}. Indent what stands between them "
        "(“   > …”); if the list above belongs to the question, use another bullet: “1)” or “*”.",
    ),
    "E222.start": (
        "Daftar ini mulai dengan “{number}”. Urutan mulai dengan “1.”.",
        "This list begins with “{number}”. What is to be put in order begins with “1.”.",
    ),
    # Labels
    "E301": (
        "Label “{label}” tidak dikenal. Yang dikenal: Petunjuk, Pembahasan, Benar, Salah, Rubrik, "
        "Contoh jawaban, Skala, Catatan pengajar.",
        "The label “{label}” is not known. Known are Hint, Explanation, Correct, Incorrect, "
        "Rubric, Model answer, Scale, Trainer note.",
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
    "E307": (
        "“{label}” tidak berlaku untuk soal jenis {type}. Hapus, atau pindahkan isinya ke "
        "“> **Pembahasan:** …”.",
        "“{label}” has no meaning for a question of type {type}. Remove it, or move its text into "
        "“> **Explanation:** …”.",
    ),
    # Translations
    "E401": (
        "“{tag}” bukan tanda bahasa. Tulis misalnya .en.md; bila ini bukan terjemahan, hapus titik "
        "dari nama berkas.",
        "“{tag}” is not a language tag. Write for example .en.md; if this is no translation, take "
        "the dot out of the file's name.",
    ),
    "E402": (
        "Terjemahan ini tidak punya sumber: {source} tidak ada. Samakan nama berkasnya.",
        "This translation has no source: there is no {source}. Give both files the same name.",
    ),
    "E403": (
        "{source} sendiri sudah berbahasa “{tag}”. Ganti akhiran berkas ini, atau hapus berkasnya.",
        "{source} itself is in “{tag}”. Change this file's suffix, or remove the file.",
    ),
    "E404": (
        "Id terjemahan harus sama dengan {source}. Tulis id: {id}",
        "A translation has the id of {source}. Write id: {id}",
    ),
    "E405": (
        "lang tidak sama dengan akhiran nama berkas. Tulis lang: {tag}, atau hapus lang.",
        "lang is not the suffix of the file's name. Write lang: {tag}, or remove lang.",
    ),
    "E406": (
        "“{keys}” hanya ditulis di {source} dan berlaku untuk semua bahasa. Hapus dari sini.",
        "“{keys}” stands only in {source} and holds for all languages. Remove it here.",
    ),
    "E407": (
        "Soal “{id}” dari {source} belum ada di sini. Terjemahkan juga.",
        "The question “{id}” of {source} is missing here. Translate it too.",
    ),
    "E408": (
        "Soal “{id}” tidak ada di {source}. Tulis dahulu di sana, atau hapus dari sini.",
        "The question “{id}” is not in {source}. Write it there first, or remove it here.",
    ),
    "E409": (
        "Urutan soal tidak sama dengan sumbernya: di sini seharusnya “{expected}”, bukan “{id}”.",
        "The questions are not in their source's order: “{expected}” belongs here, not “{id}”.",
    ),
    "E410": (
        "Tanda jawaban tidak sama dengan {source}, tempat soal ini berjenis {type}.",
        "The answers' marks are not those of {source}, where this question is of type {type}.",
    ),
    "E411": (
        "Di sini ada {count} butir, sedangkan di sumbernya {expected}. Samakan jumlahnya.",
        "There are {count} items here and {expected} in the source. Make them the same.",
    ),
    "E412": (
        "Tanda di sini tidak sama dengan {other}. Samakan tanda dan urutannya.",
        "The marks here are not those of {other}. Use the same marks in the same order.",
    ),
    "E413": (
        "Kunci {{#{key}}} tidak sama dengan {other}. Tulis kunci yang sama di tempat yang sama, "
        "atau hapus dari sini.",
        "The key {{#{key}}} is not that of {other}. Write the same key in the same place, or "
        "remove it here.",
    ),
    "E414": (
        "translation-of menyebut berkas lain. Tulis translation-of: {name}",
        "translation-of names another file. Write translation-of: {name}",
    ),
    "W401": (
        "{count} berkas belum diterjemahkan ke “{lang}” dan tampil dalam bahasa sumber: {paths}. "
        "Terjemahannya berakhir dengan .{lang}.md.",
        "Not translated into “{lang}” and shown in the source's language ({count}): {paths}. A "
        "translation's name ends in .{lang}.md.",
    ),
    "W402": (
        "Belum tercatat versi sumber yang diterjemahkan. Bila terjemahan ini sudah sesuai, tulis "
        "source-hash: {hash}",
        "It is not noted which state of the source was translated. If this translation is up to "
        "date, write source-hash: {hash}",
    ),
    "W403": (
        "{source} sudah berubah sejak diterjemahkan. Periksa terjemahan ini, lalu tulis "
        "source-hash: {hash}",
        "{source} has changed since it was translated. Look through this translation, then write "
        "source-hash: {hash}",
    ),
    "W404": (
        "Teks di {other} belum ada terjemahannya di sini.",
        "The text at {other} has no translation here.",
    ),
    # Links
    "E501": (
        "“{target}” tidak ditemukan. Gambar dan unduhan berada di assets/.",
        "“{target}” is not found. Pictures and downloads belong in assets/.",
    ),
    "E501.page": (
        "Halaman “{target}” tidak ditemukan. Tulis letaknya dari berkas ini, misalnya 02-kuis.md "
        "atau ../pengantar.md.",
        "There is no page “{target}”. Write where it is, seen from this file, for example "
        "02-quiz.md or ../start.md.",
    ),
    "E501.site": (
        "“{target}” akan dicari di folder kursus. Bila itu alamat situs, tambahkan https://: "
        "https://{target}",
        "“{target}” would be sought in the course's folder. If it is the address of a site, put "
        "https:// in front: https://{target}",
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
    "E508": (
        "Gambar ini tidak dapat dibaca. Simpan ulang sebagai PNG atau JPEG.",
        "This picture cannot be read. Save it again as PNG or JPEG.",
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
    "E712": (
        "Gambar ini lebih besar dari {limit} juta piksel. Perkecil.",
        "This picture has more than {limit} million pixels. Make it smaller.",
    ),
    "E713": (
        "Rumus lebih panjang dari {limit} karakter. Bagi menjadi beberapa rumus.",
        "The formula is longer than {limit} characters. Divide it into several.",
    ),
    "E714": (
        "Rumus tidak dapat dibaca: {formula} Periksa kurung dan nama perintahnya.",
        "The formula cannot be read: {formula} Check its braces and the names of commands.",
    ),
    "E715": (
        "Lebih dari {limit} rumus dalam satu halaman. Bagi menjadi beberapa halaman.",
        "More than {limit} formulas in one page. Divide it into several pages.",
    ),
    "E716": (
        "Teks yang dimulai di sini tidak selesai diolah dalam {seconds} detik. Bagi atau "
        "sederhanakan.",
        "The text that begins here was not rendered within {seconds} seconds. Divide it or make it "
        "simpler.",
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
    "W704": (
        "“$$” hanya berlaku bila rumusnya berdiri sendiri. Sisipkan baris kosong di atas dan di "
        "bawahnya, atau pakai “$…$” di dalam kalimat.",
        "“$$” only counts where the formula stands alone. Put a blank line above and below, or use "
        "“$…$” within a sentence.",
    ),
    "W705": (
        "Ini tidak akan tampil sebagai judul. Tulis satu spasi sesudah tanda #.",
        "This will not be shown as a heading. Write a blank behind the signs #.",
    ),
    "W706": (
        "Daftar ini tampak seperti jawaban, tetapi judul di atasnya bukan soal, sehingga kuncinya "
        "ikut tampil. Beri judulnya id yang mulai dengan q-: {{#q-…}}",
        "This list looks like answers, but the heading above is no question, so its key is shown. "
        "Give the heading an id that begins with q-: {{#q-…}}",
    ),
    "W710": (
        "Baris tabel ini punya {count} sel, sedangkan kepalanya {expected}. Sel yang lebih tidak "
        "akan tampil; garis tegak biasa ditulis \\|.",
        "This row has {count} cells, its head {expected}. What is more will not be shown; a plain "
        "bar is written \\|.",
    ),
    "W707": (
        "Baris-baris ini tidak akan tampil sebagai tabel. Tulis baris |---|---| di bawah baris "
        "judulnya.",
        "These lines will not be shown as a table. Write a line |---|---| below its head row.",
    ),
    "W707.glued": (
        "Tabel ini menempel pada alinea dan tidak akan tampil sebagai tabel. Sisipkan baris kosong "
        "di atasnya.",
        "This table is glued to a paragraph and will not be shown as a table. Put in a blank line "
        "above it.",
    ),
    "W708": (
        "Ini tidak akan menjadi tautan. Hapus spasi antara ] dan (: ]({target})",
        "This will not be a link. Remove the blank between ] and (: ]({target})",
    ),
    "W709": (
        "“{text}” tidak akan tampil tebal. Hapus spasi sebelum ** penutup.",
        "“{text}” will not be shown bold. Remove the blank before the closing **.",
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
        "{stated} JP lebih banyak dari waktu yang diperlukan, {taken} JP. Turunkan jp, atau "
        "nyatakan time-required.",
        "{stated} JP is more than the time it takes, {taken} JP. Lower jp, or state time-required.",
    ),
    "W804": (
        "Judul tingkat 1 adalah judul halaman. Mulai dengan “##”.",
        "A heading of level 1 is the page's title. Begin with “##”.",
    ),
    "W805": (
        "Judul ini sama dengan judul di baris {other}, sehingga tautan “#{anchor}” menuju ke sana.",
        "This heading is the same as that of line {other}, so a link “#{anchor}” leads there.",
    ),
    "W806": (
        "Video atau rekaman ini tidak punya teks. Tulis “> **Transkrip:** …” di bawahnya, atau "
        "simpan takarirnya di assets/ sebagai .vtt dengan nama yang sama.",
        "This video or recording has no text. Write “> **Transcript:** …” below it, or put its "
        "captions into assets/ as .vtt under the same name.",
    ),
    **EXCHANGE_MESSAGES,
}

WORDS: Mapping[str, tuple[str, str]] = {
    "@meant": ("Maksudnya “{meant}”?", "Did you mean “{meant}”?"),
    "@list": ("daftar", "a list"),
    "@text": ("satu teks", "one text"),
    "@texts": ("teks, satu per baris", "texts, one a line"),
    "@mappings": ("“- kunci: nilai”", "“- key: value”"),
    "@id": ("huruf kecil, angka dan tanda hubung", "lower-case letters, digits and hyphens"),
    "@lang": ("tanda bahasa seperti id atau en", "a language tag such as id or en"),
    "@attempts": (
        "bilangan bulat, misalnya 3, atau “tanpa batas”",
        "a whole number, for example 3, or “unlimited”",
    ),
    "@integer": ("bilangan bulat, misalnya 3", "a whole number, for example 3"),
    "@percent": ("persentase dari 0% sampai 100%", "a percentage from 0% to 100%"),
    "@decimal": ("bilangan, misalnya 2,5", "a number, for example 2.5"),
    "@words": (
        "bilangan bulat dari 1 sampai 9999, misalnya 50",
        "a whole number from 1 to 9999, for example 50",
    ),
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
    "@teaches": (
        "id kompetensi (huruf kecil, angka, titik, tanda hubung), atau {competency: …, level: 2}",
        "a competency's id (lower-case letters, digits, dots, hyphens), or {competency: …, "
        "level: 2}",
    ),
    "@page": ("halaman (modules/)", "pages (modules/)"),
    "@quiz": ("halaman dengan type: quiz", "pages with type: quiz"),
    "@course": ("course.md", "course.md"),
    "@translation": ("berkas terjemahan", "translation files"),
    "@heading": ("teks judul", "heading text"),
    "@fence": ("Blok kode", "code block"),
    "@comment": ("Komentar <!--", "comment <!--"),
    "@long": ("terlalu panjang", "too long"),
    "@syntax": (
        "tulis setiap baris sebagai “kunci: nilai”, dan nilai yang memuat tanda baca dalam kutip",
        "write every line as “key: value”, and a value that holds punctuation in quotes",
    ),
    "@quote": (
        "tanda kutip di baris ini tidak berpasangan. Tutup kutipnya; kutip di dalam nilai ditulis "
        "“…”",
        "the quotes in this line do not pair up. Close them; quotes within a value are written “…”",
    ),
    "@bracket": (
        "kurung di baris ini tidak berpasangan, atau ada teks sesudahnya. Tutup kurungnya, atau "
        "tulis seluruh nilai dalam tanda kutip",
        "the brackets in this line do not pair up, or text follows them. Close them, or put the "
        "whole value in quotes",
    ),
    "@colon": (
        "nilai di baris ini memuat titik dua. Tulis nilainya dalam tanda kutip",
        "the value in this line holds a colon. Put the value in quotes",
    ),
    "@no-colon": (
        "baris ini tanpa titik dua. Tulis “kunci: nilai”",
        "this line has no colon. Write “key: value”",
    ),
    "@no-blank": (
        "tulis satu spasi sesudah titik dua: “kunci: nilai”",
        "write a blank behind the colon: “key: value”",
    ),
    "@indent": (
        "baris ini tidak sejajar dengan baris sebelumnya. Sejajarkan keduanya",
        "this line does not stand in the column of the line above. Align the two",
    ),
    "@sign": (
        "nilai di baris ini mulai dengan tanda yang bermakna khusus. Tulis nilainya dalam tanda "
        "kutip",
        "the value in this line begins with a sign of special meaning. Put the value in quotes",
    ),
    "@documents": (
        "“---” dan “...” hanya boleh menutup bagian depan",
        "“---” and “...” may only close it",
    ),
    "@mapping": ("isinya harus berupa “kunci: nilai”", "it must hold “key: value”"),
    "@deep": ("bertingkat terlalu dalam", "too many levels"),
    "@key": (
        "kunci harus berupa teks. Nilai yang mulai dengan kurung ditulis dalam tanda kutip",
        "a key must be a text. A value that begins with a bracket is written in quotes",
    ),
    **EXCHANGE_WORDS,
}
