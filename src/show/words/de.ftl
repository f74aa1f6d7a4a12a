# Was der Bot auf Deutsch sagt; siehe en.ftl.

command-ask = fragen
    .about = Zitate aus den Artikeln, die eine Frage beantworten, und wer sie sagt
command-said = gesagt
    .about = Alles, was jemand in den Artikeln sagt, das Neueste zuerst
command-article = artikel
    .about = Ein Artikel: wo er erschien, und wer darin wie oft zu Wort kommt
command-status = stand
    .about = Was durchsucht wird, und wann es zuletzt eingelesen wurde
command-help = hilfe
    .about = Was ich kann, und wie
command-reindex = neu-einlesen
    .about = Den Index an seine Quellen angleichen und berichten, was sich geändert hat
command-settings = einstellungen
    .about = Wie ich auf diesem Server bin: was durchsucht wird, wer Antworten sieht, wie oft man fragt
command-forget-me = vergiss-mich
    .about = Alles entfernen, was ich über dich aufbewahre
command-watch = beobachten
    .about = Neue Zitate zu einer Frage hier zeigen, sobald Artikel dazukommen; ohne Frage: deine auflisten
command-add = hinzufügen
    .about = Einen Artikel, Feed oder eine Sitemap nach ihrer Adresse hinzufügen, oder eine Datei
command-remove = herausnehmen
    .about = Einen Artikel herausnehmen, der hinzugefügt wurde
command-find = Quellen finden

option-question = frage
    .about = Was du wissen möchtest
option-said-by = gesagt-von
    .about = Nur was diese Person, dieses Amt oder diese Einrichtung sagt
option-publisher = medium
    .about = Nur aus Artikeln dieses Mediums
option-author = autor
    .about = Nur aus Artikeln dieses Autors oder dieser Autorin
option-after = ab
    .about = Nur aus Artikeln von diesem Tag oder später: 2024-05-31, 2024-05 oder 2024
option-before = bis
    .about = Nur aus Artikeln von diesem Tag oder früher: 2024-05-31, 2024-05 oder 2024
option-private = privat
    .about = Die Antwort nur dir zeigen
option-who = wer
    .about = Eine Person, ein Amt oder eine Einrichtung
option-about = thema
    .about = Nur was hiervon handelt
option-name = name
    .about = Wörter des Titels, die Adresse oder die Datei
option-source = quelle
    .about = Nur diese Quelle, nach dem Ende ihres Pfades
option-collection = sammlung
    .about = Nur aus dieser Sammlung
option-private-always = privat
    .about = Antworten auf Befehle sieht nur, wer fragt
option-cooldown = wartezeit
    .about = Sekunden, die alle auf diesem Server zwischen zwei Fragen warten
option-collection-first = sammlung
    .about = Die Sammlung, die durchsucht wird, wo keine gewählt ist, oder «all»
option-channel = kanal
    .about = Der Kanal, um den es bei «nur» geht; sonst dieser
option-only = nur
    .about = Die Sammlungen, die ein Kanal sieht, mit Kommas dazwischen, oder «all»
option-remove = entfernen
    .about = Die beobachtete Frage, die aufgegeben wird
option-url = adresse
    .about = Die Adresse einer Seite, eines Feeds oder einer Sitemap
option-file = datei
    .about = Eine Datei mit einem Artikel oder mehreren

card-says = Sagt
card-article = Artikel
card-also-in = Auch in
card-collection = Sammlung: { $name }
card-also-quoted = Hier außerdem zitiert: { $names }
card-own-sentences = Andere Sätze des Zitats sind die des Artikels selbst
card-too-long = Die Stelle, die antwortet, ist ein Satz von { $characters } Zeichen, mehr als Discord zeigen kann. Sie steht in diesem Artikel.
card-untitled = Artikel ohne Titel
speaker-article = Der Artikel selbst
speaker-uncertain = Nicht sicher, wer das sagt
speaker-unnamed = Eine Quelle, die der Artikel nicht nennt
speaker-stands-for = steht für: { $name }
speaker-anonymous = anonym
manner-direct = wörtlich zitiert
manner-reported = wiedergegeben
manner-mixed = teils zitiert
cited-by = Von { $authors }
cited-unknown = Autor, Medium und Datum nicht angegeben
and-more = und { $count } weitere

nothing-title = Nichts zu zitieren
nothing-nearest = Nächstliegende Schlagzeilen (keine Antwort)
nothing-empty = Die Sammlung enthält noch keinen Artikel. Wer diesen Server verwaltet, kann sie mit `/{ command-reindex }` füllen.
nothing-no-words = Die Frage enthält kein Wort, nach dem sich suchen lässt. Frage mit Wörtern, die in einem Artikel stehen könnten.
nothing-filtered-said-by = Niemand mit diesem Namen kommt zu Wort.
nothing-filtered-publisher = Kein Artikel nennt ein Medium mit diesem Namen.
nothing-filtered-author = Kein Artikel nennt jemanden mit diesem Namen als Autor.
nothing-filtered-period = Kein Artikel ist aus dieser Zeit; Artikel ohne Datum zählen nie dazu.
nothing-filtered-together = Kein Artikel passt zu allen Filtern zusammen.
nothing-filtered-words = Es gibt Artikel, die zu den Filtern passen, aber keiner enthält die Wörter der Frage.
nothing-no-match = Keine Stelle enthält die Wörter der Frage.
nothing-too-weak = Einige Stellen teilen Wörter mit der Frage, aber keine beantwortet sie gut genug, um zitiert zu werden.
nobody-says = In keinem Artikel sagt { $name } etwas, soweit ich sicher bin.
nobody-says-about = In keinem Artikel sagt { $name } etwas über { $about }, soweit ich sicher bin.
nobody-filtered = { $name } kommt zu Wort, aber nicht in Artikeln, die zu den Filtern passen.
nobody-not-about = { $name } kommt zu Wort, aber nicht über { $about }, soweit ich sicher bin.
said-looked-through = nur die neuesten { $articles } Artikel, die passen könnten, wurden durchgesehen
nobody-near = Ähnliche Namen

understood = Verstanden: { $wishes }
understood-set-aside = Kein Artikel ist aus dieser Zeit ({ $period }), darum wurden die aller Tage durchsucht.
searched-articles = { $articles ->
    [one] { $articles } Artikel durchsucht
   *[other] { $articles } Artikel durchsucht
}
searched-between = vom { $oldest } bis zum { $newest }
searched-on = vom { $day }
searched-indexed = eingelesen { $time }
date = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }

article-speakers = Wer darin zu Wort kommt
article-nobody = Niemand wird zitiert.
article-times = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
article-others = Oder meintest du
article-unknown = Ich kenne keinen Artikel dieses Namens.
status-title = Stand
status-articles = { $articles ->
    [one] Ich durchsuche { $articles } Artikel
   *[other] Ich durchsuche { $articles } Artikel
}
status-collection = { $articles ->
    [one] { $articles } Artikel
   *[other] { $articles } Artikel
}

button-previous = ◀ Zurück
button-next = Weitere Zitate ▶
button-unhelpful = Nicht hilfreich
button-more = Mehr dazu
button-more-number = Mehr zu { $number }
button-share = Teilen
button-others = Wer noch
button-cite = Beleg: Text
button-cancel = Abbrechen
button-old = Diese Schaltfläche ist von einer anderen Version von mir. Frage noch einmal.
button-thanks = Notiert, mit deiner Nummer und ohne die Frage; `/{ command-forget-me }` entfernt es. Andere Worte oder ein Filter wie `{ option-said-by }` finden vielleicht bessere Zitate.
button-thanked = Schon notiert.
others-none = Ich habe niemanden sonst gefunden, der etwas dazu sagt.
others-these = Andere zur selben Sache; lies selbst, ob sie sich einig sind:
citation-in-file = Der Beleg steht in der Datei.
answer-changed = Die Artikel haben sich seit dieser Antwort geändert, darum führe ich sie nicht fort. Frage noch einmal.
answer-gone = Ich kann die Frage zu dieser Antwort nicht mehr lesen. Frage noch einmal.

help =
    Frage mich etwas, und ich zitiere Wort für Wort, was die Artikel dazu sagen, und wer es sagt.
    • `/{ command-ask }`, oder erwähne mich mit einer Frage, oder schicke mir eine Nachricht. Eine Antwort auf meine Antwort behält deren Filter und Thema.
    • `/{ command-said }` listet auf, was jemand sagt, das Neueste zuerst; `/{ command-article }` zeigt, wo ein Artikel erschien und wer darin spricht; `/{ command-status }`, was durchsucht wird.
    • Rechtsklick auf eine Nachricht, *Apps*, *{ command-find }*: Stellen zu dem, was sie sagt, zuerst nur für dich.
    Unter einer Antwort kannst du zu weiteren Zitaten blättern, lesen, was um eines herum steht, sehen, was andere sagen, und den Beleg kopieren.
unreadable = Discord zeigt mir eine Antwort nur, wenn sie mich erwähnt. Schalte beim Antworten die Erwähnung ein, oder nimm `/{ command-ask }`.
wait = Bitte eine Frage nach der anderen: frage in { $seconds } s noch einmal.
wait-here = Auf diesem Server hat mich gerade jemand etwas gefragt: frag in { $seconds } s noch einmal.
not-here = Ich bin nicht dafür eingerichtet, dir hier zu antworten.
nothing-here = Hier gibt es nichts, was ich durchsuchen könnte. Wer mich betreibt, kann eine Sammlung von Artikeln für diesen Ort öffnen.
collection-unknown = Ich kenne keine Sammlung «{ $name }».
busy = Ich arbeite noch an deiner letzten Frage. Frage noch einmal, wenn sie beantwortet ist.
too-many = Zu viele Fragen warten auf Antwort. Frage in einer Minute noch einmal.
no-words = Diese Nachricht enthält keine Wörter, nach denen sich suchen lässt.
filter-no-date = Einen der Filter verstehe ich nicht: «{ $words }» ist kein Datum (möglich sind ein Tag 2024-05-31, ein Monat 2024-05 und ein Jahr 2024)
filter-no-name = Einen der Filter verstehe ich nicht: «{ $words }» enthält keinen Buchstaben
filter-no-day = Ich verstehe die Filter nicht: Kein Tag liegt nach { $after } und vor { $before }, denn der erste ist der spätere

fault-code = { $sentence } Code: `{ $code }`
fault-no-index = Es gibt noch keinen Index. Wer diesen Server verwaltet, kann ihn mit `/{ command-reindex }` anlegen.
fault-version = Der Index ist von einer anderen Version dieses Programms, darum kann ich ihn nicht lesen.
fault-index = Ich konnte den Index nicht lesen, darum kann ich nicht antworten.
fault-no-sources = Es gibt nichts einzulesen: es sind keine Quellen eingerichtet.
fault-source = Eine Quelle fehlt, darum wurde nichts geändert. Der alte Index antwortet weiter.
fault-cancelled = Der Lauf wurde angehalten, darum wurde nichts geändert. Der alte Index antwortet weiter.
fault-held = Ein anderer Lauf ändert gerade den Index. Versuche es wieder, wenn er zu Ende ist.
fault-web = Neues aus dem Netz ließ sich nicht holen. Der alte Index antwortet weiter.
fault-writing = Der Index ließ sich nicht schreiben. Der alte Index antwortet weiter.
fault-kept = Das konnte ich nicht aufschreiben; nichts wurde geändert.
fault-own = Bei mir ist etwas schiefgegangen, und es ist mein Fehler.

reindex-refused = Nur wer diesen Server verwalten darf, kann neu einlesen.
reindex-running = Es wird schon neu eingelesen. Der Bericht kommt dort, wo es begonnen wurde.
reindex-stopping = Der Lauf wird angehalten. Was vorher eingelesen war, bleibt, wie es ist.
reindex-over = Dieser Lauf ist schon zu Ende.
reindex-cut-off = Dieses Einlesen brach ab, als ich beendet wurde, darum wurde nichts geändert. Der alte Index antwortet weiter; beginne es mit `/{ command-reindex }` noch einmal.
step-fetching = Einlesen: frage das Netz, bisher { $asked } Abrufe.
step-finding = Einlesen: suche Dateien, bisher { $files }.
step-reading = Einlesen: { $files } von { $of } Dateien gelesen, { $articles } Artikel.
step-publishing = Einlesen: schreibe den neuen Index.
report-title = Neu eingelesen
report-last = Zuletzt eingelesen
report-counts = { $added } neu · { $changed } geändert · { $removed } entfernt · { $unchanged } unverändert · { $twice } doppelt · { $refused } abgelehnt
report-read = { NUMBER($megabytes, maximumFractionDigits: 1) } MB Text in { NUMBER($seconds, maximumFractionDigits: 1) } s gelesen.
report-added = Neu ({ $count })
report-changed = Geändert ({ $count })
report-removed = Entfernt ({ $count })
report-twice = Doppelt ({ $count })
report-refused = Abgelehnt ({ $count })
report-line = { $file }, Zeile { $line }

## Einstellungen eines Servers, und was über Menschen aufbewahrt wird
settings-refused = Nur wer diesen Server verwalten darf, kann seine Einstellungen ändern.
settings-title = **Einstellungen dieses Servers**
settings-collection = Durchsucht, wo keine Sammlung gewählt ist: { $name }
settings-all = Durchsucht, wo keine Sammlung gewählt ist: alle, die zu sehen sind
settings-private = Antworten auf Befehle sieht nur, wer fragt, wenn `{ option-private }` nichts anderes sagt.
settings-open = Antworten auf Befehle sehen alle im Kanal, wenn `{ option-private }` nichts anderes sagt.
settings-cooldown = Zwischen zwei Fragen auf diesem Server: { $seconds } s
settings-no-cooldown = Auf diesem Server wartet niemand zwischen zwei Fragen.
settings-own-cooldown = Zwischen zwei Fragen auf diesem Server: wie ich eingerichtet bin
settings-channel = { $channel } sieht { $names }
settings-nothing = keine Sammlung
settings-which = Sag mit `{ option-only }`, welche Sammlungen dieser Kanal sieht, oder `all`.
forgotten-nothing = Ich hatte nichts über dich aufbewahrt.
forgotten = Von dir entfernt: { $watches ->
    [one] { $watches } beobachtete Frage
   *[other] { $watches } beobachtete Fragen
}, { $ratings ->
    [one] { $ratings } Bewertung
   *[other] { $ratings } Bewertungen
}. Mehr war über dich nicht aufbewahrt.

## Beobachtete Fragen
watch-set = { $count ->
    [0] Ich beobachte diese Frage. Bisher beantwortet sie nichts; was nach einem Einlesen neu ist, zeige ich hier.
    [one] Ich beobachte diese Frage. Bisher beantwortet sie { $count } Stelle; was nach einem Einlesen neu ist, zeige ich hier.
   *[other] Ich beobachte diese Frage. Bisher beantworten sie { $count } Stellen; was nach einem Einlesen neu ist, zeige ich hier.
}
watch-new = Neu zu einer Frage, die hier beobachtet wird:
watch-list = **Deine beobachteten Fragen**
watch-line = { $channel }: { $words }
watch-none = Du lässt keine Frage beobachten. `/{ command-watch }` mit einer Frage beginnt damit.
watch-removed = Ich beobachte nicht mehr: { $words }
watch-unknown = Eine solche Frage lässt du nicht beobachten.
watch-twice = Diese Frage lässt du hier schon beobachten.
watch-full = Du lässt { $limit } Fragen beobachten, mehr geht nicht. Entferne erst eine.
watch-full-server = Auf diesem Server werden { $limit } Fragen beobachtet, mehr geht nicht.
watch-personal = Ich kann nur schreiben, wo ich zum Server hinzugefügt wurde, oder in Direktnachrichten mit mir.

## Hinzugefügtes
add-refused = Nur wer diesen Server verwalten darf, kann Artikel hinzufügen und herausnehmen.
add-not-yours = Aus diesen Artikeln wird auch anderen geantwortet, deshalb lassen sie sich von hier aus nicht ändern. Wer mich betreibt, kann die Sammlung diesem Server geben („servers“), diesen Server als meinen nennen („discord.guild“) oder eine Rolle nennen, die es darf („discord.manager_roles“).
add-what = Gib mir entweder eine Adresse, die mit http:// oder https:// beginnt, oder eine Datei.
add-failed = Das war nicht zu bekommen: { $reason }
add-which = Hier gibt es mehrere Sammlungen: sag mit `{ option-collection }`, um welche es geht.
remove-unknown = Ich kenne keinen solchen Artikel, oder mehrere. Wähle einen der vorgeschlagenen.
remove-configured = Dieser Artikel wurde nicht hier hinzugefügt: er kommt aus einer Quelle meiner Konfiguration. Wer mich betreibt, nimmt ihn dort heraus.
remove-many = Dieser Artikel ist einer von vielen aus { $source }, das als Ganzes hinzugefügt wurde. Gib diese Adresse an, um alles herauszunehmen.
