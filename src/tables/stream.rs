//! A table on its way to the client: made a few rows ahead of what the client takes, by a task of its own that ends when
//! the client is gone or stops reading.

use std::{fs::File, io::Read as _, time::Duration};

use actix_web::{rt, web::Bytes};
use futures_util::{Stream, stream};
use tokio::{sync::mpsc, task::spawn_blocking, time::timeout};

use super::writer::{Rows, Writer};
use crate::http::{Error, Result};

/// How long a client may leave a piece unread; then the connection it holds goes to others.
const PATIENCE: Duration = Duration::from_mins(1);
/// Pieces made ahead.
const AHEAD: usize = 2;
/// Bytes of a finished file sent at once.
const PIECE: usize = 64 * 1024;

/// Where rows come from.
pub trait Source: 'static {
    /// The next rows; none after the last.
    fn next(&mut self) -> impl Future<Output = Result<Option<Rows>>>;
}

/// Rows that are all there.
pub struct Ready(pub Option<Rows>);

impl Source for Ready {
    async fn next(&mut self) -> Result<Option<Rows>> {
        Ok(self.0.take())
    }
}

/// The bytes of a table. An error on the way breaks the connection off, so that nobody takes a part for the whole.
pub fn bytes(writer: Writer, source: impl Source) -> impl Stream<Item = Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    rt::spawn(async move {
        if let Err(error) = make(writer, source, &sender).await {
            log::warn!("an export broke off: {error}");
            let _ = sender.send(Err(error)).await;
        }
    });
    stream::unfold(receiver, async |mut receiver| receiver.recv().await.map(|piece| (piece, receiver)))
}

type Pieces = mpsc::Sender<Result<Bytes>>;

async fn make(mut writer: Writer, mut source: impl Source, pieces: &Pieces) -> Result<()> {
    while let Some(rows) = source.next().await? {
        let piece = writer.rows(rows)?;
        if pieces.is_closed() || !send(pieces, piece).await? {
            return Ok(());
        }
    }
    // What the source holds, a connection above all, is not needed for the rest.
    drop(source);
    let finished = spawn_blocking(move || writer.finish()).await.map_err(Error::internal)?;
    match finished? {
        None => Ok(()),
        Some(file) => send_file(file, pieces).await,
    }
}

/// Whether there is still somebody to send to. Errors: the client does not read.
async fn send(pieces: &Pieces, piece: Bytes) -> Result<bool> {
    if piece.is_empty() {
        return Ok(true);
    }
    let sent = timeout(PATIENCE, pieces.send(Ok(piece))).await;
    sent.map(|sent| sent.is_ok()).map_err(|_| Error::internal("the client stopped reading"))
}

async fn send_file(mut file: File, pieces: &Pieces) -> Result<()> {
    loop {
        let (rest, piece) = spawn_blocking(move || next_piece(file)).await.map_err(Error::internal)??;
        if piece.is_empty() || !send(pieces, piece).await? {
            return Ok(());
        }
        file = rest;
    }
}

fn next_piece(mut file: File) -> Result<(File, Bytes)> {
    let mut piece = Vec::with_capacity(PIECE);
    let most = u64::try_from(PIECE).map_err(Error::internal)?;
    file.by_ref().take(most).read_to_end(&mut piece).map_err(Error::internal)?;
    Ok((file, piece.into()))
}
