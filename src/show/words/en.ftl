# What the bot says, in English. Every other language has the same keys with the same variables; a test keeps it so.
# Quotes, names, titles and attributions are variables: they stand as their article prints them.

## Commands, with what Discord says of them. Names: up to 32 lower-case characters; descriptions: up to 100.
command-ask = ask
    .about = Find quotes in the articles that answer a question, and who says them
command-said = said
    .about = Everything somebody says in the articles, newest first
command-article = article
    .about = One article: where it appeared, and who speaks in it how often
command-status = status
    .about = What there is to search, and when it was last indexed
command-help = help
    .about = What I can do, and how
command-reindex = reindex
    .about = Bring the index in line with its sources and report what changed
command-settings = settings
    .about = How I am in this server: what is searched, who sees answers, how often I am asked
command-forget-me = forget-me
    .about = Remove all that I keep about you
command-watch = watch
    .about = Post new quotes on a question here whenever articles are added; without a question: list yours
command-add = add
    .about = Add an article, a feed or a site map by its address, or a file
command-remove = remove
    .about = Take out an article that was added
command-find = Find sources

option-question = question
    .about = What you want to know
option-said-by = said-by
    .about = Only what this person, office or institution says
option-publisher = publisher
    .about = Only from articles of this publisher
option-author = author
    .about = Only from articles by this author
option-after = after
    .about = Only from articles published on this day or later: 2024-05-31, 2024-05 or 2024
option-before = before
    .about = Only from articles published on this day or earlier: 2024-05-31, 2024-05 or 2024
option-private = private
    .about = Show the answer to nobody but you
option-who = who
    .about = A person, an office or an institution
option-about = about
    .about = Only what is about this
option-name = name
    .about = Words of its title, its address or its file
option-source = source
    .about = Only this source, by the end of its path
option-collection = collection
    .about = Only from this collection
option-private-always = private
    .about = Answers to commands are for the asker alone
option-cooldown = cooldown
    .about = Seconds that everybody waits between two questions in this server
option-collection-first = collection
    .about = The collection that is searched where none is chosen, or «all»
option-channel = channel
    .about = The channel that «only» is about; else this one
option-only = only
    .about = The collections that a channel sees, with commas between them, or «all»
option-remove = remove
    .about = The watched question to give up
option-url = url
    .about = The address of a page, a feed or a site map
option-file = file
    .about = A file of one article or several

## Cards
card-says = Says
card-article = Article
card-also-in = Also in
card-collection = collection: { $name }
card-also-quoted = Also quoted here: { $names }
card-own-sentences = Other sentences of the quote are the article’s own
card-too-long = The passage that answers is one sentence of { $characters } characters, more than Discord can show. It stands in this article.
card-untitled = Article without a title
speaker-article = The article itself
speaker-uncertain = Speaker not certain
speaker-unnamed = A source the article does not name
speaker-stands-for = stands for: { $name }
speaker-anonymous = anonymous
manner-direct = direct quote
manner-reported = reported
manner-mixed = partly quoted
cited-by = By { $authors }
cited-unknown = Author, publisher and date not given
and-more = and { $count } more

nothing-title = Nothing to quote
nothing-nearest = Nearest headlines (not an answer)
nothing-empty = The collection holds no article yet. Someone who manages this server can fill it with `/{ command-reindex }`.
nothing-no-words = The question has no word to search for. Ask in words that an article would use.
nothing-filtered-said-by = Nobody of that name is known to say anything.
nothing-filtered-publisher = No article names a publisher of that name.
nothing-filtered-author = No article names an author of that name.
nothing-filtered-period = No article is of those days; one without a date never is.
nothing-filtered-together = No article passes all the filters together.
nothing-filtered-words = Articles pass the filters, but none of them holds the question’s words.
nothing-no-match = No passage holds the question’s words.
nothing-too-weak = Some passages share words with the question, but none answers it well enough to be quoted.
nobody-says = No article has { $name } saying anything, as far as I am sure.
nobody-says-about = No article has { $name } saying anything about { $about }, as far as I am sure.
nobody-filtered = { $name } is quoted, but not in articles that pass the filters.
nobody-not-about = { $name } is quoted, but not on { $about }, as far as I am sure.
said-looked-through = only the newest { $articles } articles that may fit were looked through
nobody-near = Names that come near

understood = Understood: { $wishes }
understood-set-aside = No article is of that period ({ $period }), so those of all days were searched.
searched-articles = { $articles ->
    [one] Searched { $articles } article
   *[other] Searched { $articles } articles
}
searched-between = from { $oldest } to { $newest }
searched-on = from { $day }
searched-indexed = indexed { $time }
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

article-speakers = Who speaks in it
article-nobody = Nobody is quoted.
article-times = { $count ->
    [one] once
   *[other] { $count } times
}
article-others = Or did you mean
article-unknown = I know no article of this name.
status-title = Status
status-articles = { $articles ->
    [one] I search { $articles } article
   *[other] I search { $articles } articles
}
status-collection = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
}

## Buttons: up to 80 characters
button-previous = ◀ Previous
button-next = More quotes ▶
button-unhelpful = Not helpful
button-more = More on this
button-more-number = More on { $number }
button-share = Share
button-others = Who else says
button-cite = Cite: plain
button-cancel = Cancel
button-old = This button is of another version of me. Ask again.
button-thanks = Noted, with your number and without the question; `/{ command-forget-me }` removes it. Other words, or a filter such as `{ option-said-by }`, may find better quotes.
button-thanked = Noted already.
others-none = I found nobody else who says something on this.
others-these = Others on the same matter; read for yourself whether they agree:
citation-in-file = The citation is in the file.
answer-changed = The articles have changed since this answer was given, so I do not go on from it. Ask again.
answer-gone = I can no longer read the question that this answers. Ask again.

## Refusals and hints
help =
    Ask me something, and I quote what the articles say about it, word for word, and who says it.
    • `/{ command-ask }`, or mention me with a question, or send me a message. A reply to my answer keeps its filters and its topic.
    • `/{ command-said }` lists what somebody says, newest first; `/{ command-article }` shows where one article appeared and who speaks in it; `/{ command-status }` what there is to search.
    • Right-click a message, *Apps*, *{ command-find }*: passages on what it says, first for you alone.
    Under an answer you can turn to more quotes, read what stands around one, see what others say and copy its citation.
unreadable = Discord shows me a reply only when it mentions me. Turn the mention on when you reply, or use `/{ command-ask }`.
wait = One question at a time, please: ask again in { $seconds } s.
wait-here = Somebody in this server has just asked me something: ask again in { $seconds } s.
not-here = I am not set up to answer you here.
nothing-here = There is nothing here that I could search. Whoever runs me can open a collection of articles to this place.
collection-unknown = I know no collection «{ $name }».
busy = I am still busy with your last question. Ask again when it is answered.
too-many = Too many questions are waiting for an answer. Ask again in a minute.
no-words = That message has no words to look for.
filter-no-date = I do not understand one of the filters: «{ $words }» is no date (allowed are a day 2024-05-31, a month 2024-05 and a year 2024)
filter-no-name = I do not understand one of the filters: «{ $words }» holds no letter
filter-no-day = I do not understand the filters: no day is after { $after } and before { $before }, since the first is the later one

## Faults
fault-code = { $sentence } Code: `{ $code }`
fault-no-index = There is no index yet. Someone who manages this server can make one with `/{ command-reindex }`.
fault-version = The index was made by another version of this program, so I cannot read it.
fault-index = I could not read the index, so I cannot answer.
fault-no-sources = There is nothing to index: no sources are configured.
fault-source = A source is missing, so nothing was changed. The old index still answers.
fault-cancelled = The run was stopped, so nothing was changed. The old index still answers.
fault-held = Another run is changing the index. Try again when it has ended.
fault-web = What is new on the web could not be fetched. The old index still answers.
fault-writing = The index could not be written. The old index still answers.
fault-kept = I could not write that down, so nothing was changed.
fault-own = Something went wrong on my side, and it is my mistake.

## Re-indexing
reindex-refused = Only members who may manage this server can re-index.
reindex-running = A re-index is running already. It reports where it was started.
reindex-stopping = The run is being stopped. What was indexed before stays as it is.
reindex-over = This run has ended.
reindex-cut-off = This re-index was cut off when I was ended, so nothing was changed. The old index still answers; start it again with `/{ command-reindex }`.
step-fetching = Re-indexing: asking the web, { $asked } requests so far.
step-finding = Re-indexing: looking for files, { $files } so far.
step-reading = Re-indexing: read { $files } of { $of } files, { $articles } articles.
step-publishing = Re-indexing: writing the new index.
report-title = Re-indexed
report-last = Last re-index
report-counts = { $added } added · { $changed } changed · { $removed } removed · { $unchanged } unchanged · { $twice } found twice · { $refused } refused
report-read = Read { NUMBER($megabytes, maximumFractionDigits: 1) } MB of text in { NUMBER($seconds, maximumFractionDigits: 1) } s.
report-added = Added ({ $count })
report-changed = Changed ({ $count })
report-removed = Removed ({ $count })
report-twice = Found twice ({ $count })
report-refused = Refused ({ $count })
report-line = { $file }, line { $line }

## Settings of a server, and what is kept about people
settings-refused = Only members who may manage this server can change its settings.
settings-title = **Settings of this server**
settings-collection = Searched where no collection is chosen: { $name }
settings-all = Searched where no collection is chosen: all that can be seen
settings-private = Answers to commands are for the asker alone, unless `{ option-private }` says otherwise.
settings-open = Answers to commands are for everyone in the channel, unless `{ option-private }` says otherwise.
settings-cooldown = Between two questions in this server: { $seconds } s
settings-no-cooldown = Nobody waits between two questions in this server.
settings-own-cooldown = Between two questions in this server: as I was set up
settings-channel = { $channel } sees { $names }
settings-nothing = no collection
settings-which = Say with `{ option-only }` which collections that channel sees, or `all`.
forgotten-nothing = I had kept nothing about you.
forgotten = Removed of you: { $watches ->
    [one] { $watches } watched question
   *[other] { $watches } watched questions
}, { $ratings ->
    [one] { $ratings } rating
   *[other] { $ratings } ratings
}. Nothing else about you was kept.

## Watched questions
watch-set = { $count ->
    [0] I watch this question. Nothing answers it so far; I post here what is new after a re-index.
    [one] I watch this question. { $count } passage answers it so far; I post here what is new after a re-index.
   *[other] I watch this question. { $count } passages answer it so far; I post here what is new after a re-index.
}
watch-new = New on a question that is watched here:
watch-list = **The questions you have watched**
watch-line = { $channel }: { $words }
watch-none = You have no question watched. `/{ command-watch }` with a question sets one.
watch-removed = I no longer watch: { $words }
watch-unknown = You have no such question watched.
watch-twice = You have this question watched here already.
watch-full = You have { $limit } questions watched, as many as a person can. Remove one first.
watch-full-server = { $limit } questions are watched in this server, as many as there can be.
watch-personal = I can post only where I have been added to the server, or in direct messages with me.

## Additions
add-refused = Only members who may manage this server can add and remove articles.
add-not-yours = Others are answered from these articles too, so they cannot be changed from here. Whoever runs me can give the collection to this server by name (“servers”), name this server as mine (“discord.guild”), or name a role that may (“discord.manager_roles”).
add-what = Give me either an address that begins with http:// or https://, or a file.
add-failed = I could not have that: { $reason }
add-which = There are several collections here: say with `{ option-collection }` which one this is about.
remove-unknown = I know no such article, or several. Choose one of those that are suggested.
remove-configured = That article was not added here: it is from a source of my configuration. Whoever runs me takes it out of there.
remove-many = That article is one of many from { $source }, which was added as a whole. Give that address to remove all of it.
