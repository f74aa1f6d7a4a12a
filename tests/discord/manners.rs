//! Who is answered and where: lists of channels and people, roles that manage, one question of a person at a time.

use super::*;
use onrecord::bot::Rules;
use onrecord::show::words::Tongue;

async fn ruled(rules: Rules) -> Stage {
    Stage::with(Discord::start().await, Canned::quoting(depot()), |settings| settings.rules = rules).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_channels_holds_for_every_way_of_asking() {
    let elsewhere = number();
    let stage = ruled(Rules { channels: vec![CHANNEL], ..Rules::default() }).await;
    let first = stage.asked(&Slash::ask("What?")).await;
    assert_eq!(shown(&first), DEPOT);
    assert_eq!(shown(&stage.asked(&Slash::ask("What?").in_channel(elsewhere, Some(CHANNEL))).await), DEPOT, "a thread");
    let refused = [
        Slash::ask("What?").in_channel(elsewhere, Some(elsewhere + 1)),
        Slash::ask("What?").in_direct_messages(),
        Slash::find_sources("The strike hit a depot").in_channel(elsewhere, Some(elsewhere + 1)),
        Slash::new("status").in_channel(elsewhere, Some(elsewhere + 1)),
        Slash::press(&first, "More on this").in_channel(elsewhere, Some(elsewhere + 1)),
        Slash::reindex().by_a_manager().in_channel(elsewhere, Some(elsewhere + 1)),
    ];
    for slash in &refused {
        assert_eq!(content(&stage.told(slash).await), "I am not set up to answer you here.");
    }
    let typing = Slash::ask("What?").option("publisher", "h").typing();
    assert!(!stage.suggested(&typing).await.is_empty());
    let typing = Slash::ask("What?").option("publisher", "h").typing().in_channel(elsewhere, Some(elsewhere + 1));
    assert!(stage.suggested(&typing).await.is_empty(), "suggestions tell nothing either");
    // Of a thread's message Discord does not say whose thread it is, so the bot asks.
    assert_eq!(shown(&stage.typed(&Typed::mentioning("What?").in_thread(number())).await), DEPOT);
    stage.discord.type_in(&Typed::new("What?").direct());
    stage.typed(&Typed::mentioning("What?")).await;
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "POST", &format!("/channels/{}/messages", support::events::DIRECT)), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_to_discord_comes_before_an_acknowledgement() {
    let stage = ruled(Rules { channels: vec![CHANNEL], ..Rules::default() }).await;
    let path = format!("/channels/{CHANNEL}");
    stage.discord.trouble(Trouble { method: "GET", path, times: 9, what: Mishap::Silence });
    let first = stage.asked(&Slash::ask("What?")).await;
    stage.asked(&Slash::press(&first, "More on this")).await;
    let calls = stage.close().await;
    assert!(calls.iter().all(|call| !call.path.starts_with("/channels/")), "{calls:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_can_be_left_out() {
    let stage = ruled(Rules { not_users: vec![ADA], ..Rules::default() }).await;
    assert_eq!(content(&stage.told(&Slash::ask("What?")).await), "I am not set up to answer you here.");
    assert_eq!(shown(&stage.asked(&Slash::ask("What?").by(ADA + 1)).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_can_manage() {
    let stage = ruled(Rules { manager_roles: vec![77], ..Rules::default() }).await;
    let answer = stage.asked(&Slash::reindex().with_role(77)).await;
    assert_eq!(answer["embeds"][0]["title"], "Re-indexed");
    assert!(content(&stage.told(&Slash::reindex().with_role(78)).await).contains("may manage this server"));
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_question_of_a_person_at_a_time() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let books = Canned::answering(move |_| {
        let _ = wait.lock().expect("no test fails in here").recv();
        Ok(quotes(vec![depot().finding()]))
    });
    let stage = Stage::open(books).await;
    let first = Slash::ask("What?");
    stage.discord.enter(&first);
    assert_eq!(stage.promised(&first).await, (5, false));
    assert!(content(&stage.told(&Slash::ask("And what?")).await).contains("still busy with your last question"));
    assert!(content(&stage.typed(&Typed::mentioning("And what?")).await).contains("still busy"));
    let old = json!({ "content": "> What?", "components": [{ "type": 1, "components": [
        { "type": 2, "style": 2, "label": "More quotes ▶", "custom_id": onrecord::bot::Act::Page { from: 0, to: 1, tongue: Tongue::English }.written() },
        { "type": 2, "style": 2, "label": "Share", "custom_id": onrecord::bot::Act::Share.written() },
    ] }] });
    for label in ["More quotes ▶", "Share"] {
        assert!(content(&stage.told(&Slash::press(&old, label)).await).contains("still busy"), "{label}");
    }
    drop(go);
    assert_eq!(shown(&stage.edited(&first).await), DEPOT);
    assert_eq!(shown(&stage.asked(&Slash::ask("And what?")).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_can_have_the_bot_for_themselves_where_that_is_wanted() {
    let stage =
        Stage::with(Discord::start().await, Canned::quoting(depot()), |settings| settings.personal = true).await;
    let calls = stage.close().await;
    let put = calls.iter().find(|call| call.method == "PUT").expect("registered");
    assert_eq!(put.body[0]["integration_types"], json!([0, 1]));
    assert_eq!(put.body[0]["contexts"], json!([0, 1, 2]));
    let reindex = put.body.as_array().and_then(|all| all.last()).expect("a command");
    assert_eq!((&reindex["name"], &reindex["contexts"]), (&json!("reindex"), &json!([0])), "managing stays in servers");
    assert!(reindex["integration_types"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_can_run_some_of_the_shards() {
    let discord = Discord::with(Manners { fewest_shards: 16, ..Manners::default() }).await;
    let stage = Stage::with(discord, Canned::quoting(depot()), |settings| settings.shards = Some((3, 1, 16))).await;
    assert_eq!(stage.discord.shards(), [json!([3, 16])]);
    assert_eq!(shown(&stage.asked(&Slash::ask("What?")).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_what_is_missing_and_how_to_mend_it() {
    let found = async |discord: &Discord, server: u64, token: &str| {
        let mut settings = support::stage::settings(discord);
        settings.token = token.to_owned();
        let examined = onrecord::bot::examine(&settings, Some(server)).await.expect("it can ask");
        examined.into_iter().map(|each| each.found).collect::<Vec<_>>()
    };
    let discord = Discord::start().await;
    let bad = found(&discord, SERVER, "not-the-token").await;
    assert!(matches!(&bad[..], [Err(words)] if words.contains("does not accept the token")), "{bad:?}");

    discord.permit(1 << 10 | 1 << 11, 1 << 14 | 1 << 38);
    let lacking = found(&discord, SERVER, TOKEN).await;
    assert_eq!(lacking[0], Ok("it is the token of «onrecord»".to_owned()));
    assert!(matches!(&lacking[1], Err(words) if words.starts_with("not registered: ask, said")), "{lacking:?}");
    let link = format!("client_id={APPLICATION}&scope=bot+applications.commands&permissions=274878024704");
    assert!(
        matches!(&lacking[2], Err(words) if words.contains("lacks Attach Files, Read Message History:") && words.contains(&link)),
        "{lacking:?}"
    );
    let elsewhere = found(&discord, number(), TOKEN).await;
    assert!(matches!(&elsewhere[2], Err(words) if words.contains("is not in server")), "{elsewhere:?}");

    let stage = Stage::open(Canned::quoting(depot())).await;
    stage.discord.permit(0, 8);
    let well = found(&stage.discord, SERVER, TOKEN).await;
    assert!(well.iter().all(Result::is_ok), "{well:?}");
    stage.close().await;
}
