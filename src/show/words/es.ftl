# Lo que dice el bot en español; véase en.ftl.

command-ask = preguntar
    .about = Citas de los artículos que responden a una pregunta, y quién las dice
command-said = dicho
    .about = Todo lo que alguien dice en los artículos, lo más reciente primero
command-article = artículo
    .about = Un artículo: dónde apareció, y quién habla en él cuántas veces
command-status = estado
    .about = Qué se puede buscar, y cuándo se indexó por última vez
command-help = ayuda
    .about = Qué sé hacer, y cómo
command-reindex = reindexar
    .about = Poner el índice de acuerdo con sus fuentes e informar de lo que cambió
command-settings = ajustes
    .about = Cómo soy en este servidor: qué se busca, quién ve las respuestas, cada cuánto se pregunta
command-forget-me = olvídame
    .about = Borrar todo lo que guardo sobre ti
command-watch = seguir
    .about = Publicar aquí citas nuevas sobre una pregunta; sin pregunta: la lista de las tuyas
command-add = añadir
    .about = Añadir un artículo, una fuente web o un mapa de sitio por su dirección, o un archivo
command-remove = sacar
    .about = Sacar un artículo que se añadió
command-find = Buscar fuentes

option-question = pregunta
    .about = Lo que quieres saber
option-said-by = dicho-por
    .about = Solo lo que dice esta persona, cargo o institución
option-publisher = medio
    .about = Solo de artículos de este medio
option-author = autor
    .about = Solo de artículos de este autor o autora
option-after = desde
    .about = Solo de artículos publicados ese día o después: 2024-05-31, 2024-05 o 2024
option-before = hasta
    .about = Solo de artículos publicados ese día o antes: 2024-05-31, 2024-05 o 2024
option-private = privado
    .about = Mostrar la respuesta solo a ti
option-who = quién
    .about = Una persona, un cargo o una institución
option-about = tema
    .about = Solo lo que trata de esto
option-name = nombre
    .about = Palabras de su título, su dirección o su archivo
option-source = fuente
    .about = Solo esta fuente, por el final de su ruta
option-collection = colección
    .about = Solo de esta colección
option-private-always = privado
    .about = Solo quien pregunta ve las respuestas a los comandos
option-cooldown = espera
    .about = Segundos que todos esperan entre dos preguntas en este servidor
option-collection-first = colección
    .about = La colección en que se busca cuando no se elige ninguna, o «all»
option-channel = canal
    .about = El canal del que trata «solo»; si no, este
option-only = solo
    .about = Las colecciones que ve un canal, separadas por comas, o «all»
option-remove = quitar
    .about = La pregunta seguida que se abandona
option-url = dirección
    .about = La dirección de una página, una fuente web o un mapa de sitio
option-file = archivo
    .about = Un archivo con un artículo o varios

card-says = Quién lo dice
card-article = Artículo
card-also-in = También en
card-collection = colección: { $name }
card-also-quoted = También citados aquí: { $names }
card-own-sentences = Otras frases de la cita son del propio artículo
card-too-long = El pasaje que responde es una frase de { $characters } caracteres, más de lo que Discord puede mostrar. Está en este artículo.
card-untitled = Artículo sin título
speaker-article = El propio artículo
speaker-uncertain = No es seguro quién lo dice
speaker-unnamed = Una fuente que el artículo no nombra
speaker-stands-for = se refiere a: { $name }
speaker-anonymous = anónimo
manner-direct = cita directa
manner-reported = citado indirectamente
manner-mixed = citado en parte
cited-by = Por { $authors }
cited-unknown = Autor, medio y fecha no indicados
and-more = y { $count } más

nothing-title = Nada que citar
nothing-nearest = Titulares más cercanos (no son una respuesta)
nothing-empty = La colección aún no contiene ningún artículo. Quien administra este servidor puede llenarla con `/{ command-reindex }`.
nothing-no-words = La pregunta no tiene ninguna palabra que buscar. Pregunta con palabras que usaría un artículo.
nothing-filtered-said-by = Nadie con ese nombre es citado.
nothing-filtered-publisher = Ningún artículo nombra un medio con ese nombre.
nothing-filtered-author = Ningún artículo nombra un autor con ese nombre.
nothing-filtered-period = Ningún artículo es de esos días; los que no tienen fecha nunca lo son.
nothing-filtered-together = Ningún artículo pasa todos los filtros juntos.
nothing-filtered-words = Hay artículos que pasan los filtros, pero ninguno contiene las palabras de la pregunta.
nothing-no-match = Ningún pasaje contiene las palabras de la pregunta.
nothing-too-weak = Algunos pasajes comparten palabras con la pregunta, pero ninguno la responde lo bastante bien para citarlo.
nobody-says = En ningún artículo dice nada { $name }, hasta donde estoy seguro.
nobody-says-about = En ningún artículo dice nada { $name } sobre { $about }, hasta donde estoy seguro.
nobody-filtered = { $name } es citado, pero no en artículos que pasan los filtros.
nobody-not-about = { $name } es citado, pero no sobre { $about }, hasta donde estoy seguro.
said-looked-through = solo se han revisado los { $articles } artículos más recientes que podrían servir
nobody-near = Nombres parecidos

understood = Entendido: { $wishes }
understood-set-aside = Ningún artículo es de ese periodo ({ $period }), así que se buscó en los de todos los días.
searched-articles = { $articles ->
    [one] Buscado en { $articles } artículo
   *[other] Buscado en { $articles } artículos
}
searched-between = del { $oldest } al { $newest }
searched-on = del { $day }
searched-indexed = índice de { $time }
date = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }

article-speakers = Quién habla en él
article-nobody = No se cita a nadie.
article-times = { $count ->
    [one] una vez
   *[other] { $count } veces
}
article-others = O quisiste decir
article-unknown = No conozco ningún artículo con ese nombre.
status-title = Estado
status-articles = { $articles ->
    [one] Busco en { $articles } artículo
   *[other] Busco en { $articles } artículos
}
status-collection = { $articles ->
    [one] { $articles } artículo
   *[other] { $articles } artículos
}

button-previous = ◀ Anteriores
button-next = Más citas ▶
button-unhelpful = No ayuda
button-more = Más sobre esto
button-more-number = Más sobre la { $number }
button-share = Compartir
button-others = Quién más
button-cite = Referencia: texto
button-cancel = Cancelar
button-old = Este botón es de otra versión de mí. Pregunta otra vez.
button-thanks = Anotado, con tu número y sin la pregunta; `/{ command-forget-me }` lo borra. Con otras palabras, o con un filtro como `{ option-said-by }`, quizá haya mejores citas.
button-thanked = Ya estaba anotado.
others-none = No encontré a nadie más que diga algo sobre esto.
others-these = Otros sobre el mismo asunto; lee tú si están de acuerdo:
citation-in-file = La referencia está en el archivo.
answer-changed = Los artículos han cambiado desde esta respuesta, así que no la continúo. Pregunta otra vez.
answer-gone = Ya no puedo leer la pregunta de esta respuesta. Pregunta otra vez.

help =
    Pregúntame algo, y cito palabra por palabra lo que dicen los artículos, y quién lo dice.
    • `/{ command-ask }`, o mencióname con una pregunta, o envíame un mensaje. Una respuesta a mi respuesta conserva sus filtros y su tema.
    • `/{ command-said }` muestra lo que alguien dice, lo más reciente primero; `/{ command-article }` dónde apareció un artículo y quién habla en él; `/{ command-status }` qué se puede buscar.
    • Clic derecho en un mensaje, *Aplicaciones*, *{ command-find }*: pasajes sobre lo que dice, primero solo para ti.
    Bajo una respuesta puedes pasar a más citas, leer lo que rodea a una, ver qué dicen otros y copiar su referencia.
unreadable = Discord solo me muestra una respuesta si me menciona. Activa la mención al responder, o usa `/{ command-ask }`.
wait = Una pregunta cada vez, por favor: pregunta otra vez en { $seconds } s.
wait-here = Alguien de este servidor acaba de preguntarme algo: vuelve a preguntar en { $seconds } s.
not-here = No estoy configurado para responderte aquí.
nothing-here = Aquí no hay nada que pueda buscar. Quien me mantiene puede abrir una colección de artículos a este lugar.
collection-unknown = No conozco ninguna colección «{ $name }».
busy = Aún trabajo en tu última pregunta. Pregunta otra vez cuando tenga respuesta.
too-many = Demasiadas preguntas esperan respuesta. Pregunta otra vez en un minuto.
no-words = Ese mensaje no tiene palabras que buscar.
filter-no-date = No entiendo uno de los filtros: «{ $words }» no es una fecha (valen un día 2024-05-31, un mes 2024-05 y un año 2024)
filter-no-name = No entiendo uno de los filtros: «{ $words }» no contiene ninguna letra
filter-no-day = No entiendo los filtros: ningún día es posterior a { $after } y anterior a { $before }, pues el primero es el más tardío

fault-code = { $sentence } Código: `{ $code }`
fault-no-index = Todavía no hay índice. Quien administra este servidor puede crearlo con `/{ command-reindex }`.
fault-version = El índice es de otra versión de este programa, así que no puedo leerlo.
fault-index = No pude leer el índice, así que no puedo responder.
fault-no-sources = No hay nada que indexar: no hay fuentes configuradas.
fault-source = Falta una fuente, así que no se cambió nada. El índice anterior sigue respondiendo.
fault-cancelled = Se detuvo la operación, así que no se cambió nada. El índice anterior sigue respondiendo.
fault-held = Otra operación está cambiando el índice. Inténtalo cuando haya terminado.
fault-web = No se pudo traer lo nuevo de la web. El índice anterior sigue respondiendo.
fault-writing = No se pudo escribir el índice. El índice anterior sigue respondiendo.
fault-kept = No he podido escribirlo, así que nada ha cambiado.
fault-own = Algo salió mal por mi parte, y el error es mío.

reindex-refused = Solo los miembros que pueden administrar este servidor pueden reindexar.
reindex-running = Ya se está reindexando. El informe llega donde se empezó.
reindex-stopping = La operación se está deteniendo. Lo indexado antes queda como está.
reindex-over = Esta operación ya terminó.
reindex-cut-off = Esta reindexación se interrumpió cuando me detuvieron, así que no se cambió nada. El índice anterior sigue respondiendo; empiézala otra vez con `/{ command-reindex }`.
step-fetching = Reindexando: { $asked } peticiones a la web hasta ahora.
step-finding = Reindexando: { $files } archivos encontrados hasta ahora.
step-reading = Reindexando: { $files } de { $of } archivos leídos, { $articles } artículos.
step-publishing = Reindexando: escribiendo el nuevo índice.
report-title = Reindexado
report-last = Última reindexación
report-counts = { $added } añadidos · { $changed } cambiados · { $removed } quitados · { $unchanged } sin cambios · { $twice } repetidos · { $refused } rechazados
report-read = { NUMBER($megabytes, maximumFractionDigits: 1) } MB de texto leídos en { NUMBER($seconds, maximumFractionDigits: 1) } s.
report-added = Añadidos ({ $count })
report-changed = Cambiados ({ $count })
report-removed = Quitados ({ $count })
report-twice = Repetidos ({ $count })
report-refused = Rechazados ({ $count })
report-line = { $file }, línea { $line }

## Ajustes de un servidor, y lo que se guarda sobre las personas
settings-refused = Solo los miembros que pueden gestionar este servidor pueden cambiar sus ajustes.
settings-title = **Ajustes de este servidor**
settings-collection = Se busca cuando no se elige ninguna colección en: { $name }
settings-all = Se busca cuando no se elige ninguna colección en: todas las que se ven
settings-private = Solo quien pregunta ve las respuestas a los comandos, si `{ option-private }` no dice otra cosa.
settings-open = Todo el canal ve las respuestas a los comandos, si `{ option-private }` no dice otra cosa.
settings-cooldown = Entre dos preguntas en este servidor: { $seconds } s
settings-no-cooldown = Nadie espera entre dos preguntas en este servidor.
settings-own-cooldown = Entre dos preguntas en este servidor: como me han configurado
settings-channel = { $channel } ve { $names }
settings-nothing = ninguna colección
settings-which = Di con `{ option-only }` qué colecciones ve ese canal, o `all`.
forgotten-nothing = No guardaba nada sobre ti.
forgotten = Borrado de ti: { $watches ->
    [one] { $watches } pregunta seguida
   *[other] { $watches } preguntas seguidas
}, { $ratings ->
    [one] { $ratings } valoración
   *[other] { $ratings } valoraciones
}. No guardaba nada más sobre ti.

## Preguntas seguidas
watch-set = { $count ->
    [0] Sigo esta pregunta. Hasta ahora nada la responde; publicaré aquí lo que sea nuevo después de reindexar.
    [one] Sigo esta pregunta. Hasta ahora la responde { $count } pasaje; publicaré aquí lo que sea nuevo después de reindexar.
   *[other] Sigo esta pregunta. Hasta ahora la responden { $count } pasajes; publicaré aquí lo que sea nuevo después de reindexar.
}
watch-new = Novedades sobre una pregunta que se sigue aquí:
watch-list = **Tus preguntas seguidas**
watch-line = { $channel }: { $words }
watch-none = No sigues ninguna pregunta. `/{ command-watch }` con una pregunta empieza a seguirla.
watch-removed = Ya no sigo: { $words }
watch-unknown = No sigues ninguna pregunta así.
watch-twice = Ya sigues esta pregunta aquí.
watch-full = Sigues { $limit } preguntas, las más que se pueden. Quita antes una.
watch-full-server = En este servidor se siguen { $limit } preguntas, las más que se pueden.
watch-personal = Solo puedo escribir donde me hayan añadido al servidor, o en mensajes directos conmigo.

## Lo añadido
add-refused = Solo los miembros que pueden gestionar este servidor pueden añadir y sacar artículos.
add-not-yours = También se responde a otros con estos artículos, así que no se pueden cambiar desde aquí. Quien me gestiona puede dar la colección a este servidor («servers»), nombrar este servidor como el mío («discord.guild») o nombrar un rol que pueda («discord.manager_roles»).
add-what = Dame una dirección que empiece por http:// o https://, o bien un archivo.
add-failed = No he podido obtenerlo: { $reason }
add-which = Aquí hay varias colecciones: di con `{ option-collection }` de cuál se trata.
remove-unknown = No conozco ningún artículo así, o conozco varios. Elige uno de los que se proponen.
remove-configured = Ese artículo no se añadió aquí: viene de una fuente de mi configuración. Quien me mantiene lo saca de allí.
remove-many = Ese artículo es uno de los muchos de { $source }, que se añadió entero. Da esa dirección para sacarlo todo.
