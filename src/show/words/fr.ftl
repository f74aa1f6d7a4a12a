# Ce que dit le bot en français ; voir en.ftl.

command-ask = demander
    .about = Des citations d’articles qui répondent à une question, et qui les prononce
command-said = déclarations
    .about = Tout ce que quelqu’un dit dans les articles, le plus récent d’abord
command-article = article
    .about = Un article : où il a paru, et qui y parle combien de fois
command-status = état
    .about = Ce qui peut être cherché, et la date du dernier index
command-help = aide
    .about = Ce que je sais faire, et comment
command-reindex = réindexer
    .about = Mettre l’index en accord avec ses sources et dire ce qui a changé
command-settings = réglages
    .about = Mes réglages ici : ce qui est cherché, qui voit les réponses, à quel rythme on demande
command-forget-me = oublie-moi
    .about = Supprimer tout ce que je garde sur vous
command-watch = suivre
    .about = Publier ici les nouvelles citations sur une question ; sans question : la liste des vôtres
command-add = ajouter
    .about = Ajouter un article, un flux ou un plan de site par son adresse, ou un fichier
command-remove = enlever
    .about = Enlever un article qui a été ajouté
command-find = Trouver les sources

option-question = question
    .about = Ce que vous voulez savoir
option-said-by = dit-par
    .about = Seulement ce que dit cette personne, cette fonction ou cette institution
option-publisher = média
    .about = Seulement les articles de ce média
option-author = auteur
    .about = Seulement les articles de cet auteur ou de cette autrice
option-after = depuis
    .about = Seulement les articles parus ce jour-là ou après : 2024-05-31, 2024-05 ou 2024
option-before = jusque
    .about = Seulement les articles parus ce jour-là ou avant : 2024-05-31, 2024-05 ou 2024
option-private = privé
    .about = Ne montrer la réponse qu’à vous
option-who = qui
    .about = Une personne, une fonction ou une institution
option-about = sujet
    .about = Seulement ce qui porte sur cela
option-name = nom
    .about = Des mots de son titre, son adresse ou son fichier
option-source = source
    .about = Seulement cette source, d’après la fin de son chemin
option-collection = collection
    .about = Seulement dans cette collection
option-private-always = privé
    .about = Seule la personne qui demande voit les réponses aux commandes
option-cooldown = attente
    .about = Secondes que chacun attend entre deux questions sur ce serveur
option-collection-first = collection
    .about = La collection cherchée quand aucune n’est choisie, ou «all»
option-channel = salon
    .about = Le salon dont parle «seulement» ; sinon celui-ci
option-only = seulement
    .about = Les collections que voit un salon, séparées par des virgules, ou «all»
option-remove = retirer
    .about = La question suivie à abandonner
option-url = adresse
    .about = L’adresse d’une page, d’un flux ou d’un plan de site
option-file = fichier
    .about = Un fichier d’un ou de plusieurs articles

card-says = Qui le dit
card-article = Article
card-also-in = Aussi dans
card-collection = collection : { $name }
card-also-quoted = Également cités ici : { $names }
card-own-sentences = D’autres phrases de la citation sont celles de l’article lui-même
card-too-long = Le passage qui répond est une phrase de { $characters } caractères, plus que Discord ne peut montrer. Il se trouve dans cet article.
card-untitled = Article sans titre
speaker-article = L’article lui-même
speaker-uncertain = Locuteur incertain
speaker-unnamed = Une source que l’article ne nomme pas
speaker-stands-for = désigne : { $name }
speaker-anonymous = anonyme
manner-direct = citation directe
manner-reported = propos rapportés
manner-mixed = cité en partie
cited-by = Par { $authors }
cited-unknown = Auteur, média et date non indiqués
and-more = et { $count } de plus

nothing-title = Rien à citer
nothing-nearest = Titres les plus proches (pas une réponse)
nothing-empty = La collection ne contient encore aucun article. Qui gère ce serveur peut la remplir avec `/{ command-reindex }`.
nothing-no-words = La question ne contient aucun mot à chercher. Demandez avec des mots qu’emploierait un article.
nothing-filtered-said-by = Personne de ce nom n’est cité.
nothing-filtered-publisher = Aucun article ne nomme un éditeur de ce nom.
nothing-filtered-author = Aucun article ne nomme un auteur de ce nom.
nothing-filtered-period = Aucun article n’est de ces jours ; un article sans date n’en est jamais.
nothing-filtered-together = Aucun article ne passe tous les filtres ensemble.
nothing-filtered-words = Des articles passent les filtres, mais aucun ne contient les mots de la question.
nothing-no-match = Aucun passage ne contient les mots de la question.
nothing-too-weak = Des passages partagent des mots avec la question, mais aucun n’y répond assez bien pour être cité.
nobody-says = Aucun article ne fait parler { $name }, autant que j’en sois sûr.
nobody-says-about = Aucun article ne fait parler { $name } de { $about }, autant que j’en sois sûr.
nobody-filtered = { $name } est cité, mais pas dans des articles qui passent les filtres.
nobody-not-about = { $name } est cité, mais pas sur { $about }, autant que j’en sois sûr.
said-looked-through = seuls les { $articles } articles les plus récents qui pourraient convenir ont été parcourus
nobody-near = Noms voisins

understood = Compris : { $wishes }
understood-set-aside = Aucun article n’est de cette période ({ $period }) ; ceux de tous les jours ont donc été cherchés.
searched-articles = { $articles ->
    [one] Recherche dans { $articles } article
   *[other] Recherche dans { $articles } articles
}
searched-between = du { $oldest } au { $newest }
searched-on = du { $day }
searched-indexed = index du { $time }
date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }

article-speakers = Qui y parle
article-nobody = Personne n’y est cité.
article-times = { $count ->
    [one] { $count } fois
   *[other] { $count } fois
}
article-others = Ou vouliez-vous dire
article-unknown = Je ne connais aucun article de ce nom.
status-title = État
status-articles = { $articles ->
    [one] Je cherche dans { $articles } article
   *[other] Je cherche dans { $articles } articles
}
status-collection = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
}

button-previous = ◀ Précédentes
button-next = D’autres citations ▶
button-unhelpful = Pas utile
button-more = En savoir plus
button-more-number = Plus sur la { $number }
button-share = Partager
button-others = Qui d’autre
button-cite = Référence : texte
button-cancel = Annuler
button-old = Ce bouton vient d’une autre version de moi. Demandez à nouveau.
button-thanks = Noté, avec votre numéro et sans la question ; `/{ command-forget-me }` le supprime. D’autres mots, ou un filtre comme `{ option-said-by }`, trouveront peut-être de meilleures citations.
button-thanked = Déjà noté.
others-none = Je n’ai trouvé personne d’autre qui en parle.
others-these = D’autres sur le même sujet ; lisez vous-même s’ils sont d’accord :
citation-in-file = La référence est dans le fichier.
answer-changed = Les articles ont changé depuis cette réponse, je ne la poursuis donc pas. Demandez à nouveau.
answer-gone = Je ne peux plus lire la question de cette réponse. Demandez à nouveau.

help =
    Posez-moi une question, et je cite mot pour mot ce que les articles en disent, et qui le dit.
    • `/{ command-ask }`, ou mentionnez-moi avec une question, ou envoyez-moi un message. Une réponse à ma réponse en garde les filtres et le sujet.
    • `/{ command-said }` montre ce que quelqu’un dit, le plus récent d’abord ; `/{ command-article }` où un article a paru et qui y parle ; `/{ command-status }` ce qui peut être cherché.
    • Clic droit sur un message, *Applications*, *{ command-find }* : des passages sur ce qu’il dit, d’abord pour vous seul.
    Sous une réponse, vous pouvez voir d’autres citations, lire ce qui en entoure une, voir ce que disent d’autres et copier sa référence.
unreadable = Discord ne me montre une réponse que si elle me mentionne. Activez la mention en répondant, ou utilisez `/{ command-ask }`.
wait = Une question à la fois, s’il vous plaît : demandez à nouveau dans { $seconds } s.
wait-here = Quelqu’un sur ce serveur vient de me demander quelque chose : redemandez dans { $seconds } s.
not-here = Je ne suis pas configuré pour vous répondre ici.
nothing-here = Il n’y a rien ici que je puisse chercher. Qui me fait tourner peut ouvrir une collection d’articles à cet endroit.
collection-unknown = Je ne connais aucune collection « { $name } ».
busy = Je travaille encore à votre dernière question. Demandez à nouveau quand elle aura sa réponse.
too-many = Trop de questions attendent une réponse. Demandez à nouveau dans une minute.
no-words = Ce message ne contient aucun mot à chercher.
filter-no-date = Je ne comprends pas un des filtres : « { $words } » n’est pas une date (un jour 2024-05-31, un mois 2024-05 ou une année 2024)
filter-no-name = Je ne comprends pas un des filtres : « { $words } » ne contient aucune lettre
filter-no-day = Je ne comprends pas les filtres : aucun jour n’est après { $after } et avant { $before }, car le premier est le plus tardif

fault-code = { $sentence } Code : `{ $code }`
fault-no-index = Il n’y a pas encore d’index. Qui gère ce serveur peut en créer un avec `/{ command-reindex }`.
fault-version = L’index vient d’une autre version de ce programme, je ne peux donc pas le lire.
fault-index = Je n’ai pas pu lire l’index, je ne peux donc pas répondre.
fault-no-sources = Il n’y a rien à indexer : aucune source n’est configurée.
fault-source = Une source manque, rien n’a donc été changé. L’ancien index répond toujours.
fault-cancelled = L’opération a été arrêtée, rien n’a donc été changé. L’ancien index répond toujours.
fault-held = Une autre opération change l’index. Réessayez quand elle sera finie.
fault-web = Les nouveautés du web n’ont pas pu être récupérées. L’ancien index répond toujours.
fault-writing = L’index n’a pas pu être écrit. L’ancien index répond toujours.
fault-kept = Je n’ai pas pu l’écrire, rien n’a donc été changé.
fault-own = Quelque chose a échoué de mon côté, et c’est ma faute.

reindex-refused = Seuls les membres qui peuvent gérer ce serveur peuvent réindexer.
reindex-running = Une réindexation est déjà en cours. Son rapport vient là où elle a commencé.
reindex-stopping = L’opération est en train de s’arrêter. Ce qui était indexé reste tel quel.
reindex-over = Cette opération est terminée.
reindex-cut-off = Cette réindexation a été interrompue quand on m’a arrêté, rien n’a donc été changé. L’ancien index répond toujours ; relancez-la avec `/{ command-reindex }`.
step-fetching = Réindexation : { $asked } demandes au web jusqu’ici.
step-finding = Réindexation : { $files } fichiers trouvés jusqu’ici.
step-reading = Réindexation : { $files } fichiers lus sur { $of }, { $articles } articles.
step-publishing = Réindexation : écriture du nouvel index.
report-title = Réindexé
report-last = Dernière réindexation
report-counts = { $added } ajoutés · { $changed } changés · { $removed } retirés · { $unchanged } inchangés · { $twice } en double · { $refused } refusés
report-read = { NUMBER($megabytes, maximumFractionDigits: 1) } Mo de texte lus en { NUMBER($seconds, maximumFractionDigits: 1) } s.
report-added = Ajoutés ({ $count })
report-changed = Changés ({ $count })
report-removed = Retirés ({ $count })
report-twice = En double ({ $count })
report-refused = Refusés ({ $count })
report-line = { $file }, ligne { $line }

## Réglages d’un serveur, et ce qui est gardé sur les personnes
settings-refused = Seuls les membres qui peuvent gérer ce serveur peuvent changer ses réglages.
settings-title = **Réglages de ce serveur**
settings-collection = Cherchée quand aucune collection n’est choisie : { $name }
settings-all = Cherchées quand aucune collection n’est choisie : toutes celles qu’on voit
settings-private = Seule la personne qui demande voit les réponses aux commandes, sauf si `{ option-private }` dit autre chose.
settings-open = Tout le salon voit les réponses aux commandes, sauf si `{ option-private }` dit autre chose.
settings-cooldown = Entre deux questions sur ce serveur : { $seconds } s
settings-no-cooldown = Personne n’attend entre deux questions sur ce serveur.
settings-own-cooldown = Entre deux questions sur ce serveur : comme je suis configuré
settings-channel = { $channel } voit { $names }
settings-nothing = aucune collection
settings-which = Dites avec `{ option-only }` quelles collections voit ce salon, ou `all`.
forgotten-nothing = Je n’avais rien gardé sur vous.
forgotten = Supprimé de vous : { $watches ->
    [one] { $watches } question suivie
   *[other] { $watches } questions suivies
}, { $ratings ->
    [one] { $ratings } avis
   *[other] { $ratings } avis
}. Rien d’autre n’était gardé sur vous.

## Questions suivies
watch-set = { $count ->
    [0] Je suis cette question. Rien n’y répond pour l’instant ; je publierai ici ce qui sera nouveau après une réindexation.
    [one] Je suis cette question. { $count } passage y répond pour l’instant ; je publierai ici ce qui sera nouveau après une réindexation.
   *[other] Je suis cette question. { $count } passages y répondent pour l’instant ; je publierai ici ce qui sera nouveau après une réindexation.
}
watch-new = Du nouveau sur une question suivie ici :
watch-list = **Vos questions suivies**
watch-line = { $channel } : { $words }
watch-none = Vous ne suivez aucune question. `/{ command-watch }` avec une question en suit une.
watch-removed = Je ne suis plus : { $words }
watch-unknown = Vous ne suivez pas de telle question.
watch-twice = Vous suivez déjà cette question ici.
watch-full = Vous suivez { $limit } questions, autant que possible. Retirez-en une d’abord.
watch-full-server = { $limit } questions sont suivies sur ce serveur, autant que possible.
watch-personal = Je ne peux écrire que là où l’on m’a ajouté au serveur, ou en messages privés avec moi.

## Ajouts
add-refused = Seuls les membres qui peuvent gérer ce serveur peuvent ajouter et enlever des articles.
add-not-yours = D’autres reçoivent aussi des réponses tirées de ces articles, ils ne peuvent donc pas être changés d’ici. La personne qui m’exploite peut donner la collection à ce serveur (« servers »), nommer ce serveur comme le mien (« discord.guild ») ou nommer un rôle qui le peut (« discord.manager_roles »).
add-what = Donnez-moi soit une adresse qui commence par http:// ou https://, soit un fichier.
add-failed = Je n’ai pas pu l’obtenir : { $reason }
add-which = Il y a plusieurs collections ici : dites avec `{ option-collection }` de laquelle il s’agit.
remove-unknown = Je ne connais pas cet article, ou j’en connais plusieurs. Choisissez parmi ceux qui sont proposés.
remove-configured = Cet article n’a pas été ajouté ici : il vient d’une source de ma configuration. Qui me fait tourner l’en enlève.
remove-many = Cet article est l’un de ceux de { $source }, ajouté en entier. Donnez cette adresse pour tout enlever.
