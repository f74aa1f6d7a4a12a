//! Each layer alone, and each over the others.

use std::path::Path;
use std::time::Duration;

use ipnet::IpNet;
use toml::de::DeTable;
use url::Url;

use super::file::position;
use super::*;

/// A working folder with the given config.toml.
fn working_folder(config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.toml"), config).unwrap();
    folder
}

fn places(folder: &tempfile::TempDir) -> Places {
    Places { working_folder: folder.path().to_owned(), ..Places::default() }
}

fn with_variables(mut places: Places, variables: &[(&str, &str)]) -> Places {
    places.environment = variables.iter().map(|(name, value)| (name.to_string(), value.into())).collect();
    places
}

#[track_caller]
fn check_error(config: &str, expected: &str) {
    let folder = working_folder(config);
    assert_eq!(Config::load(&places(&folder)).unwrap_err().to_string(), expected);
}

#[track_caller]
fn check_variable(name: &str, value: &str, expected: &str) {
    let folder = working_folder("");
    let places = with_variables(places(&folder), &[(name, value)]);
    assert_eq!(Config::load(&places).unwrap_err().to_string(), expected);
}

#[test]
fn later_layers_count_before_earlier_ones() {
    let folder = working_folder("index = \"from-file\"\n[ask]\nlimit = 5\n[discord]\nquotes = 2\n");
    let mut places =
        with_variables(places(&folder), &[("ONRECORD_INDEX", "from-variable"), ("ONRECORD_ASK_LIMIT", "7")]);
    let config = Config::load(&places).unwrap();
    assert_eq!(config.index, folder.path().join("from-variable"));
    assert_eq!((config.ask.limit, config.discord.quotes), (7, 2));
    assert_eq!(config.discord.cooldown, Duration::from_secs(3), "the default");

    places.index_flag = Some("from-flag".into());
    assert_eq!(Config::load(&places).unwrap().index, folder.path().join("from-flag"));
    places.environment.insert("ONRECORD_ASK_LIMIT".into(), "".into());
    assert_eq!(Config::load(&places).unwrap().ask.limit, 5, "an empty variable is not set");
}

#[test]
fn the_file_is_found_by_flag_then_here_then_in_the_platforms_folder() {
    let (here, platform, flagged) =
        (working_folder("ask.limit = 1"), working_folder("ask.limit = 2"), working_folder("ask.limit = 3"));
    let mut places = Places { config_folder: Some(platform.path().to_owned()), ..places(&here) };
    assert_eq!(Config::load(&places).unwrap().ask.limit, 1);
    places.config_flag = Some(flagged.path().join("config.toml"));
    assert_eq!(Config::load(&places).unwrap().ask.limit, 3);
    places.config_flag = None;
    std::fs::remove_file(here.path().join("config.toml")).unwrap();
    let config = Config::load(&places).unwrap();
    assert_eq!((config.ask.limit, config.file), (2, Some(platform.path().join("config.toml"))));
    std::fs::remove_file(platform.path().join("config.toml")).unwrap();
    assert_eq!(Config::load(&places).unwrap().file, None);
}

#[test]
fn a_flag_that_names_no_file_is_an_error() {
    let folder = working_folder("");
    let places = Places { config_flag: Some("other.toml".into()), ..places(&folder) };
    let message = Config::load(&places).unwrap_err().to_string();
    assert!(message.starts_with("could not read the configuration other.toml: "), "{message}");
}

#[test]
fn the_index_is_here_where_there_is_one_else_among_the_platforms_data() {
    let folder = working_folder("");
    let mut places = places(&folder);
    assert_eq!(Config::load(&places).unwrap().index, folder.path().join("index"), "no other place is known");
    places.data_folder = Some("/data/onrecord".into());
    assert_eq!(Config::load(&places).unwrap().index, Path::new("/data/onrecord/index"));
    std::fs::create_dir(folder.path().join("index")).unwrap();
    assert_eq!(Config::load(&places).unwrap().index, folder.path().join("index"));
}

#[test]
fn paths_in_a_file_start_at_its_folder() {
    let (here, elsewhere) =
        (working_folder(""), working_folder("[[source]]\npath = \"news\"\n[[source]]\npath = \"/wire\"\n"));
    let places = Places { config_flag: Some(elsewhere.path().join("config.toml")), ..places(&here) };
    assert_eq!(Config::load(&places).unwrap().sources, [elsewhere.path().join("news"), "/wire".into()]);
}

#[test]
fn fields_are_given_one_name_or_several() {
    let folder = working_folder("[fields]\ntext = \"body\"\ntitle = [\"kop\", \"meta.head\"]\n");
    let fields = Config::load(&places(&folder)).unwrap().fields;
    assert_eq!(fields.by_field()["text"], ["body"]);
    assert_eq!(fields.by_field()["title"], ["kop", "meta.head"]);
}

#[test]
fn an_error_says_where_and_what_is_allowed() {
    check_error("[ask]\n\n  limt = 3\n", "config.toml:3:3: unknown key «limt», allowed here: limit");
    check_error(
        "indx = 1",
        "config.toml:1:1: unknown key «indx», allowed here: index, fetch, ask, discord, health, access, log, source, collection, fields",
    );
    check_error(
        "[asks]\nlimit = 3",
        "config.toml:1:2: unknown key «asks», allowed here: index, fetch, ask, discord, health, access, log, source, collection, fields",
    );
    check_error(
        "[[source]]\nurn = \"x\"",
        "config.toml:2:1: unknown key «urn», allowed here: path, url, kind, refresh",
    );
    check_error(
        "[[source]]\npath = \"x\"\nkind = \"feed\"",
        "config.toml:3:1: «kind» does not go with the other keys of this [[source]]",
    );
    check_error(
        "[[source]]\n",
        "config.toml:1:1: a [[source]] names its file or folder: path = \"…\", or its address on the web: url = \"…\"",
    );
    check_error("source = \"x\"", "config.toml:1:10: «source» cannot be \"x\", allowed here: sections: [[source]]");
    check_error(
        "[fields]\nbody = \"b\"",
        "config.toml:2:1: unknown key «body», allowed here: id, title, authors, publisher, published, url, lang, text, html",
    );
    check_error(
        "fields.text = 3",
        "config.toml:1:15: «fields.text» cannot be 3, allowed here: a name, or a list of names",
    );
    check_error("ask = 3", "config.toml:1:7: «ask» cannot be 3, allowed here: a section: [ask]");
    check_error(
        "ask.limit = 0",
        "config.toml:1:13: «ask.limit» cannot be 0, allowed here: a whole number from 1 to 100",
    );
    check_error(
        "ask.limit = \"3\"",
        "config.toml:1:13: «ask.limit» cannot be \"3\", allowed here: a whole number from 1 to 100",
    );
    check_error(
        "discord.guild = -1",
        "config.toml:1:17: «discord.guild» cannot be -1, allowed here: a whole number from 1",
    );
    check_error("index = \"\"", "config.toml:1:9: «index» cannot be \"\", allowed here: a path");
    check_error(
        "log.level = \"loud\"",
        "config.toml:1:13: «log.level» cannot be \"loud\", allowed here: \"off\", \"error\", \"warn\", \"info\", \"debug\", \"trace\"",
    );
    check_error("# é\n[ask]\nlimit 3\n", "config.toml:3:7: key with no value, expected `=`");
}

#[test]
fn a_place_on_the_web_has_its_kind_and_its_pace() {
    let folder = working_folder(
        "[[source]]\nurl = \"https://courier.example/feed\"\nkind = \"feed\"\nrefresh = 15\n[[source]]\npath = \"a\"\n[[source]]\nurl = \"http://courier.example\"\n",
    );
    let config = Config::load(&places(&folder)).unwrap();
    let source = |url: &str, kind, minutes: u64| WebSource {
        url: Url::parse(url).unwrap(),
        kind,
        refresh: Duration::from_secs(minutes * 60),
    };
    let feed = source("https://courier.example/feed", Some(Kind::Feed), 15);
    assert_eq!(config.web, [feed, source("http://courier.example/", None, 60)]);
    assert_eq!((config.sources.len(), config.web_folder()), (1, folder.path().join("index-web")));
    for url in ["courier.example", "file:///etc/passwd", "https://me:secret@courier.example", "https://"] {
        check_error(
            &format!("[[source]]\nurl = \"{url}\""),
            &format!("config.toml:2:7: «source.url» cannot be \"{url}\", allowed here: an address of http or https"),
        );
    }
}

#[test]
fn networks_are_listed_in_the_file_and_in_the_variable() {
    let folder = working_folder("fetch.allow_private = [\"10.0.0.0/8\", \"::1\"]");
    let network = |written: &str| written.parse::<IpNet>().unwrap();
    let config = Config::load(&places(&folder)).unwrap();
    assert_eq!(config.fetch.allow_private, [network("10.0.0.0/8"), network("::1/128")]);
    let places = with_variables(places(&folder), &[("ONRECORD_FETCH_ALLOW_PRIVATE", "127.0.0.1, 10.0.0.0/8")]);
    let config = Config::load(&places).unwrap();
    assert_eq!(config.fetch.allow_private, [network("127.0.0.1/32"), network("10.0.0.0/8")]);
    check_error(
        "fetch.allow_private = [\"intranet\"]",
        "config.toml:1:23: «fetch.allow_private» cannot be [\"intranet\"], allowed here: a list of addresses and networks: [\"10.0.0.0/8\", \"192.168.1.20\"]",
    );
    check_error(
        "fetch.contact = \"a\\nb\"",
        "config.toml:1:17: «fetch.contact» cannot be \"a\\nb\", allowed here: words without accents and line breaks",
    );
}

#[test]
fn the_first_problem_of_a_file_is_the_one_named() {
    check_error(
        "zebra = 1\nape = 2",
        "config.toml:1:1: unknown key «zebra», allowed here: index, fetch, ask, discord, health, access, log, source, collection, fields",
    );
}

#[test]
fn lists_switches_and_shards_of_the_bot() {
    let folder = working_folder(
        "[discord]\nchannels = [\"12\", \"34\"]\npersonal = true\nshards = \"4-7/16\"\nreindex = \"every 90 minutes\"\n",
    );
    let places = with_variables(places(&folder), &[("ONRECORD_DISCORD_NOT_USERS", "5, 6")]);
    let discord = Config::load(&places).unwrap().discord;
    assert_eq!((discord.channels, discord.not_users), (vec![12, 34], vec![5, 6]));
    assert_eq!((discord.personal, discord.shards), (true, Some((4, 4, 16))));
    assert_eq!(discord.reindex, Some(Schedule::Every(std::time::Duration::from_secs(90 * 60))));
    check_variable(
        "ONRECORD_DISCORD_REINDEX",
        "at night",
        "ONRECORD_DISCORD_REINDEX: cannot be «at night», allowed: \"every 60 minutes\", \"every 6 hours\" or \"daily at 03:30\"",
    );
    for wrong in ["4-16/16", "7-4/16", "0", "x/2"] {
        check_variable(
            "ONRECORD_DISCORD_SHARDS",
            wrong,
            &format!(
                "ONRECORD_DISCORD_SHARDS: cannot be «{wrong}», allowed: the first and last shard of this process and how many there are: \"0-3/16\""
            ),
        );
    }
    check_error(
        "discord.users = [12]",
        "config.toml:1:17: «discord.users» cannot be [12], allowed here: a list of numbers as Discord copies them: [\"123456789012345678\"]",
    );
}

const APART: &str = "[[source]]
path = \"wire\"
[access]
servers = [\"1\"]
[[collection]]
name = \"courts\"
servers = [\"2\", \"3\"]
channels = [\"30\"]
[[collection.source]]
path = \"courts\"
[[collection.source]]
url = \"https://courts.example/feed\"
[[collection]]
name = \"desk-2\"
index = \"elsewhere\"
direct = true
";

#[test]
fn each_collection_is_a_configuration_of_its_own() {
    let folder = working_folder(APART);
    let config = Config::load(&places(&folder)).unwrap();
    let here = |name: &str| folder.path().join(name);
    let seen: Vec<_> =
        config.each().into_iter().map(|each| (each.name.clone(), each.index.clone(), each.web_folder())).collect();
    let expected = [
        (MAIN, "index", "index-web"),
        ("courts", "index-courts", "index-courts-web"),
        ("desk-2", "elsewhere", "elsewhere-web"),
    ];
    assert_eq!(seen, expected.map(|(name, index, web)| (name.to_owned(), here(index), here(web))));
    let courts = config.only("courts").unwrap();
    assert_eq!((courts.sources, courts.web.len()), (vec![here("courts")], 1));
    let access = Access { servers: vec![2, 3], channels: vec![30], ..Access::default() };
    assert_eq!(courts.access, Some(access));
    assert_eq!(config.only(MAIN).unwrap().access.map(|access| access.servers), Some(vec![1]));
    let unknown = config.only("court").unwrap_err().to_string();
    assert_eq!(unknown, "no collection is called «court»; there is: main, courts, desk-2");

    let flagged = Places { index_flag: Some("other".into()), ..places(&folder) };
    let alone = Config::load(&flagged).unwrap().each();
    assert_eq!((alone.len(), &alone[0].index), (1, &here("other")), "who names an index means that one");
    let named = working_folder("[[collection]]\nname = \"courts\"\n");
    let named: Vec<_> = Config::load(&places(&named)).unwrap().each().into_iter().map(|each| each.name).collect();
    assert_eq!(named, ["courts"], "a top level without sources is none");
    let kept = Config::load(&places(&working_folder(&format!("fetch.folder = \"kept\"\n{APART}")))).unwrap();
    assert!(kept.only("courts").unwrap().web_folder().ends_with("kept-courts"));
}

#[test]
fn collections_that_cannot_be_told_apart_are_refused() {
    check_error("[[collection]]\n", "config.toml:1:1: a [[collection]] says what it is called: name = \"…\"");
    check_error(
        "[[collection]]\nname = \"a\"\n[[collection]]\nname = \"a\"\n",
        "config.toml:3:1: there are two collections «a»",
    );
    for name in ["main", "all", "Courts", "a/b", "-a", ""] {
        check_error(
            &format!("[[collection]]\nname = \"{name}\"\n"),
            &format!(
                "config.toml:2:8: «collection.name» cannot be \"{name}\", allowed here: up to 32 small letters, digits and dashes, and neither \"main\", which is the top level's, nor \"all\""
            ),
        );
    }
    check_error(
        "[[collection]]\nname = \"a\"\nserver = [\"1\"]\n",
        "config.toml:3:1: unknown key «server», allowed here: name, index, source, servers, channels, direct, personal",
    );
    let folder = working_folder("[[source]]\npath = \"a\"\n[[collection]]\nname = \"web\"\n");
    let same = Config::load(&places(&folder)).unwrap_err().to_string();
    assert!(same.starts_with("the collections «main» and «web» cannot both keep something in "), "{same}");
    let folder = working_folder("[[collection]]\nname = \"a\"\nchannels = [\"1\"]\n");
    assert!(matches!(Config::load(&places(&folder)), Err(ConfigError::NoServers { .. })));
}

#[test]
fn no_collection_reads_what_another_keeps_or_reads() {
    let refused =
        |text: &str| Config::load(&places(&working_folder(text))).map(|_| ()).map_err(|error| error.to_string());
    let courts = "[[collection]]\nname = \"courts\"\n[[collection.source]]\npath = ";
    let inside = refused(&format!("[[source]]\npath = \".\"\n{courts}\"../elsewhere\"\n"));
    assert!(
        inside.as_ref().is_err_and(|error| error.contains("a source of «main», which would take its articles in")),
        "{inside:?}"
    );
    let inside = refused(&format!("[[source]]\npath = \"articles\"\n{courts}\"articles/secret\"\n"));
    assert!(
        inside.as_ref().is_err_and(|error| error.contains("articles/secret of the collection «courts» is inside")),
        "{inside:?}"
    );
    assert!(refused(&format!("[[source]]\npath = \"articles/open\"\n{courts}\"articles\"\n")).is_err());
    assert_eq!(refused(&format!("[[source]]\npath = \"articles\"\n{courts}\"articles-secret\"\n")), Ok(()));
    // One folder for both is what the configuration says.
    assert_eq!(refused(&format!("[[source]]\npath = \"articles\"\n{courts}\"articles\"\n")), Ok(()));
}

#[test]
fn the_bot_tells_other_machines_how_it_is_only_when_that_is_said() {
    let address = |text: &str| Config::load(&places(&working_folder(text))).unwrap().health.address();
    assert!(matches!(address(""), Ok(None)), "off unless configured");
    let here = "127.0.0.1:9464".parse().unwrap();
    assert!(matches!(address("health.listen = \"127.0.0.1:9464\""), Ok(Some(found)) if found == here));
    assert!(matches!(address("health.listen = \"[::1]:9464\""), Ok(Some(_))));
    let refused = address("health.listen = \"0.0.0.0:9464\"").unwrap_err();
    assert!(refused.hint().is_some_and(|hint| hint.contains("health.remote")), "{refused}");
    assert!(matches!(address("[health]\nlisten = \"0.0.0.0:9464\"\nremote = true"), Ok(Some(_))));
    check_error(
        "health.listen = \"9464\"",
        "config.toml:1:17: «health.listen» cannot be \"9464\", allowed here: an address with a port: \"127.0.0.1:9464\"",
    );
}

#[test]
fn columns_count_characters() {
    assert_eq!(position("é\nüx", "é\nü".len()), (2, 2));
    assert_eq!(position("", 0), (1, 1));
    assert_eq!(position("ab", 99), (1, 3), "past the end is the end");
}

#[test]
fn an_error_in_a_variable_names_it_and_what_is_allowed() {
    check_variable(
        "ONRECORD_ASK_LIMIT",
        "many",
        "ONRECORD_ASK_LIMIT: cannot be «many», allowed: a whole number from 1 to 100",
    );
    check_variable(
        "ONRECORD_DISCORD_QUOTES",
        "6",
        "ONRECORD_DISCORD_QUOTES: cannot be «6», allowed: a whole number from 1 to 5",
    );
    let known = "ONRECORD_INDEX, ONRECORD_FETCH_FOLDER, ONRECORD_FETCH_ALLOW_PRIVATE, ONRECORD_FETCH_CONTACT, ONRECORD_FETCH_DELAY, ONRECORD_FETCH_TIMEOUT, ONRECORD_FETCH_MEGABYTES, ONRECORD_FETCH_PAGES, ONRECORD_ASK_LIMIT, ONRECORD_DISCORD_TOKEN_FILE, ONRECORD_DISCORD_GUILD, ONRECORD_DISCORD_QUOTES, ONRECORD_DISCORD_COOLDOWN, ONRECORD_DISCORD_SERVER_COOLDOWN, ONRECORD_DISCORD_STATE, ONRECORD_DISCORD_MANAGER_ROLES, ONRECORD_DISCORD_CHANNELS, ONRECORD_DISCORD_NOT_CHANNELS, ONRECORD_DISCORD_USERS, ONRECORD_DISCORD_NOT_USERS, ONRECORD_DISCORD_PERSONAL, ONRECORD_DISCORD_SHARDS, ONRECORD_DISCORD_REINDEX, ONRECORD_HEALTH_LISTEN, ONRECORD_HEALTH_REMOTE, ONRECORD_ACCESS_SERVERS, ONRECORD_ACCESS_CHANNELS, ONRECORD_ACCESS_DIRECT, ONRECORD_ACCESS_PERSONAL, ONRECORD_LOG_LEVEL, ONRECORD_DISCORD_TOKEN";
    check_variable("ONRECORD_ASK_LIMT", "3", &format!("ONRECORD_ASK_LIMT: unknown variable, allowed: {known}"));
}

#[test]
fn the_token_comes_from_the_variable_else_from_its_file() {
    let folder = working_folder("discord.token_file = \"secret\"");
    std::fs::write(folder.path().join("secret"), "from.the-file\n").unwrap();
    let config = Config::load(&places(&folder)).unwrap();
    assert_eq!(config.discord.token().unwrap().reveal(), "from.the-file");
    let places = with_variables(places(&folder), &[("ONRECORD_DISCORD_TOKEN", " from.the-variable ")]);
    assert_eq!(Config::load(&places).unwrap().discord.token().unwrap().reveal(), "from.the-variable");
}

#[test]
fn a_missing_token_is_an_error_only_when_it_is_wanted() {
    let without = Config::load(&places(&working_folder(""))).unwrap();
    assert!(matches!(without.discord.token(), Err(ConfigError::NoToken)));
    let missing = Config::load(&places(&working_folder("discord.token_file = \"gone\""))).unwrap();
    assert!(matches!(missing.discord.token(), Err(ConfigError::TokenFile { .. })));
}

#[test]
fn no_message_shows_a_token() {
    let secret = "MTIz.abc-DEF_456";
    let folder = working_folder(&format!("[discord]\ntoken = \"{secret}\""));
    let in_file = Config::load(&places(&folder)).unwrap_err();
    assert!(in_file.to_string().starts_with("config.toml:2:1: a token does not belong in this file"), "{in_file}");

    let folder = working_folder("discord.token_file = \"secret\"");
    std::fs::write(folder.path().join("secret"), format!("two {secret}")).unwrap();
    let two_words = Config::load(&places(&folder)).unwrap().discord.token().unwrap_err();
    let variable = format!("Bot {secret}");
    let places = with_variables(places(&folder), &[("ONRECORD_DISCORD_TOKEN", &variable)]);
    let in_variable = Config::load(&places).unwrap_err();
    let places = with_variables(places, &[("ONRECORD_DISCORD_TOKEN", secret)]);
    let config = Config::load(&places).unwrap();
    let token = config.discord.token().unwrap();
    for shown in [
        format!("{in_file} {in_file:?}"),
        format!("{two_words:?} {in_variable:?}"),
        format!("{config:?} {token} {token:?}"),
    ] {
        assert!(!shown.contains("MTIz"), "{shown}");
    }
}

const EXAMPLE: &str = include_str!("../../config.example.toml");

#[test]
fn the_example_as_it_stands_is_the_defaults_with_the_samples_as_source() {
    let folder = working_folder(EXAMPLE);
    let config = Config::load(&places(&folder)).unwrap();
    let expected = Config {
        file: Some(folder.path().join("config.toml")),
        sources: vec![folder.path().join("examples/articles")],
        ..Config::defaults(&places(&folder))
    };
    assert_eq!(config, expected);
}

#[test]
fn the_example_names_every_key() {
    let uncommented: Vec<_> = EXAMPLE
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(line))
        .collect();
    let uncommented = uncommented.join("\n");
    Config::load(&places(&working_folder(&uncommented))).unwrap();
    let table = DeTable::parse(&uncommented).unwrap();
    for key in keys::all().map(|key| key.name) {
        let (section, name) = key.split_once('.').unwrap_or(("", key));
        let table =
            if section.is_empty() { table.get_ref() } else { table.get_ref()[section].get_ref().as_table().unwrap() };
        assert!(table.contains_key(name), "config.example.toml does not name {key}");
    }
}
