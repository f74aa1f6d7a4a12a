//! Two pages for whoever runs the bot: `/health`, whether it is connected, and `/metrics`, what it counts. Nothing can be changed through them.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::desk::Desk;

/// So many connections at a time; Prometheus needs one.
const CONNECTIONS: usize = 16;
/// Nobody keeps a connection longer.
const WITHIN: Duration = Duration::from_secs(10);
const PLAIN: &str = "text/plain; charset=utf-8";
const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers for as long as the bot runs.
pub(super) async fn serve(listener: TcpListener, desk: Arc<Desk>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of files, perhaps: later there may be some.
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        };
        let desk = Arc::clone(&desk);
        tokio::spawn(async move {
            let _place = place;
            let _ = tokio::time::timeout(WITHIN, connection(stream, desk)).await;
        });
    }
}

async fn connection(stream: TcpStream, desk: Arc<Desk>) {
    let service = service_fn(move |request| answer(request, Arc::clone(&desk)));
    let served = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection to the health endpoint broke");
    }
}

async fn answer(request: Request<Incoming>, desk: Arc<Desk>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, kind, body) = match (request.method(), request.uri().path()) {
        (&Method::GET, "/health") => match desk.metrics.healthy() {
            Ok(()) => (StatusCode::OK, PLAIN, "ok\n".to_owned()),
            Err(why) => (StatusCode::SERVICE_UNAVAILABLE, PLAIN, format!("{why}\n")),
        },
        (&Method::GET, "/metrics") => (StatusCode::OK, METRICS, metrics(desk).await),
        _ => (StatusCode::NOT_FOUND, PLAIN, "there are /health and /metrics\n".to_owned()),
    };
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    Ok(response)
}

async fn metrics(desk: Arc<Desk>) -> String {
    let view = desk.collections.whole();
    let held = tokio::task::spawn_blocking(move || view.searched_each()).await;
    // An index that cannot be read is missing from the page; the log says why when it is asked.
    let held = held.ok().and_then(Result::ok).unwrap_or_default();
    desk.metrics.written(&held, jiff::Timestamp::now())
}
