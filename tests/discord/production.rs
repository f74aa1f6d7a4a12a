//! The bot as it runs at home: discord.com by name, TLS, serenity's rate limiter at work. Everything goes through a proxy that answers in Discord's place.
//! docs/FAULTS.md has a table of what can go wrong with Discord and of the tests for it.

use super::*;

async fn at_home(books: Arc<Canned>) -> Stage {
    let discord = Discord::start().await;
    let through = discord.through();
    Stage::with(discord, books, |settings| {
        settings.host = None;
        settings.through = Some(through);
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_of_asking_works_with_tls_and_rate_limits() {
    let stage = at_home(Canned::quoting(depot())).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What?")).await), DEPOT);
    assert_eq!(shown(&stage.asked(&Slash::find_sources("The strike hit a depot")).await), DEPOT);
    assert_eq!(shown(&stage.typed(&Typed::mentioning("What?")).await), DEPOT);
    assert_eq!(shown(&stage.typed(&Typed::replying_to(BOT, "What?")).await), DEPOT);
    assert_eq!(shown(&stage.typed(&Typed::new("What?").direct()).await), DEPOT);
    assert_eq!(stage.asked(&Slash::reindex().by_a_manager()).await["embeds"][0]["title"], "Re-indexed");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rate_limit_is_waited_out_whether_or_not_it_says_how_long() {
    let books = Canned::quoting(depot());
    let stage = at_home(books.clone()).await;
    let slash = Slash::ask("What?");
    let callback = format!("{}/callback", slash.token);
    let answer = format!("{}/messages/@original", slash.token);
    stage.discord.trouble(Trouble { method: "POST", path: callback, times: 1, what: Mishap::Limited(300) });
    stage.discord.trouble(Trouble { method: "PATCH", path: answer.clone(), times: 1, what: Mishap::Limited(300) });
    stage.discord.trouble(Trouble { method: "PATCH", path: answer.clone(), times: 1, what: Mishap::Refused(429, 0) });
    assert_eq!(shown(&stage.asked(&slash).await), DEPOT);
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "PATCH", &answer), 3);
    assert_eq!(books.questions().len(), 1, "one search");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_burst_is_answered_to_the_last_with_the_limiter_on() {
    let stage = at_home(Canned::quoting(depot())).await;
    let burst: Vec<Slash> = (0..200).map(|person| Slash::ask("What?").by(6_000 + person)).collect();
    burst.iter().for_each(|slash| stage.discord.enter(slash));
    for slash in &burst {
        assert_eq!(shown(&stage.edited(slash).await), DEPOT);
    }
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_token_and_a_failing_discord_are_met_as_ever() {
    let discord = Discord::start().await;
    let through = discord.through();
    let stage = Stage::enter(discord, Canned::quoting(depot()), |settings| {
        (settings.host, settings.through) = (None, Some(through));
        settings.token = format!("{TOKEN}x");
    });
    assert_eq!(stage.ended().await, Err(BotError::BadToken));
    let stage = at_home(Canned::quoting(depot())).await;
    let slash = Slash::ask("What?");
    let path = format!("{}/messages/@original", slash.token);
    stage.discord.trouble(Trouble { method: "PATCH", path, times: 2, what: Mishap::Refused(502, 0) });
    assert_eq!(shown(&stage.asked(&slash).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_ends_a_connection_in_any_way_is_come_back_to() {
    let stage = at_home(Canned::quoting(depot())).await;
    let (mut resumed, mut identified) = (0, 1);
    for close in [4000, 4001] {
        stage.discord.hang_up(close);
        resumed += 1;
        stage.discord.until_resumed(resumed).await;
        assert_eq!(shown(&stage.asked(&Slash::ask("What?")).await), DEPOT, "after {close}");
    }
    stage.discord.order(7);
    stage.discord.until_resumed(resumed + 1).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What?")).await), DEPOT, "after being told to connect anew");
    stage.discord.order(9);
    identified += 1;
    stage.discord.until_identified(identified).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What?")).await), DEPOT, "after a session was over");
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "PUT", "/commands"), 1, "commands are registered once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_cannot_be_read_is_not_sent_again() {
    let stage = at_home(Canned::quoting(depot())).await;
    let path = format!("/channels/{CHANNEL}/messages");
    stage.discord.trouble(Trouble { method: "POST", path, times: 1, what: Mishap::Garbled });
    stage.typed(&Typed::mentioning("What?")).await;
    let slash = Slash::ask("What?");
    let end = format!("{}/messages/@original", slash.token);
    stage.discord.trouble(Trouble { method: "PATCH", path: end.clone(), times: 1, what: Mishap::Garbled });
    stage.asked(&slash).await;
    let calls = stage.close().await;
    assert_eq!((sent(&calls, "POST", "/messages"), sent(&calls, "PATCH", &end)), (1, 1));
}
