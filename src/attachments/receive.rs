//! Taking a file as it arrives: into an unnamed file of the disk, so that whatever ends the process leaves nothing, and
//! into a hash. Both is the work of blocking threads; never is more of it in memory than a batch.

use std::{
    fs::File,
    io::{self, Write as _},
    path::PathBuf,
    time::Duration,
};

use actix_web::{
    error::PayloadError,
    web::{Bytes, BytesMut},
};
use futures_util::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};
use tokio::{task::spawn_blocking, time};

use super::media_type::MediaType;
use crate::http::{Error, Result, body, codes::Code};

/// How many bytes go to the disk at once.
const BATCH: usize = 256 * 1024;

/// How long to wait for a sender.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For its next bytes.
    pub next: Duration,
    /// For all of them.
    pub all: Duration,
}

/// A whole file, in no folder yet.
#[derive(Debug)]
pub struct Received {
    file: File,
    /// Bytes.
    pub size: u64,
    /// Its hash.
    pub sha256: [u8; 32],
    /// Its kind; none is one that is not taken.
    pub media_type: Option<MediaType>,
}

impl Received {
    /// The file from its beginning, for a blocking thread; its place in the file is the same for all of them. Errors: the disk.
    pub fn file(&self) -> io::Result<File> {
        use std::io::Seek as _;
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(file)
    }

    /// The file from its beginning. Errors: the disk.
    pub async fn reader(&self) -> io::Result<tokio::fs::File> {
        use tokio::io::AsyncSeekExt as _;
        let mut file = tokio::fs::File::from_std(self.file.try_clone()?);
        file.rewind().await?;
        Ok(file)
    }
}

struct Sink {
    file: File,
    hash: Sha256,
    size: u64,
}

impl Sink {
    fn write(mut self, batch: &[u8]) -> io::Result<Self> {
        self.file.write_all(batch)?;
        self.hash.update(batch);
        self.size = self.size.saturating_add(u64::try_from(batch.len()).map_err(io::Error::other)?);
        Ok(self)
    }

    fn finish(mut self) -> io::Result<Received> {
        let media_type = MediaType::of(&mut self.file, self.size)?;
        Ok(Received { size: self.size, sha256: self.hash.finalize().into(), media_type, file: self.file })
    }
}

/// Takes all of it. Errors: 413 over the limit, 408 when the sender is too slow, 400 when it breaks off, 503 when the
/// disk does not take it.
pub async fn receive(
    mut chunks: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin,
    folder: PathBuf,
    limit: usize,
    patience: Patience,
) -> Result<Received> {
    let take = async {
        let file = on_disk(move || tempfile::tempfile_in(folder)).await?;
        let (mut sink, mut batch, mut size) =
            (Sink { file, hash: Sha256::new(), size: 0 }, BytesMut::new(), 0usize);
        while let Some(chunk) = time::timeout(patience.next, chunks.next()).await.map_err(too_slow)? {
            let chunk = chunk.map_err(|e| Error::new(Code::Malformed).because(e))?;
            size = size.saturating_add(chunk.len());
            if size > limit {
                return Err(body::too_large(limit));
            }
            batch.extend_from_slice(&chunk);
            if batch.len() >= BATCH {
                let full = batch.split().freeze();
                sink = on_disk(move || sink.write(&full)).await?;
            }
        }
        on_disk(move || sink.write(&batch)?.finish()).await
    };
    time::timeout(patience.all, take).await.map_err(too_slow)?
}

fn too_slow(_: time::error::Elapsed) -> Error {
    Error::new(Code::RequestTimeout)
}

async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    let done = spawn_blocking(work).await.map_err(Error::internal)?;
    done.map_err(|e| Error::new(Code::Unavailable).because(e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    const SOON: Duration = Duration::from_millis(5);
    const LATE: Duration = Duration::from_mins(1);

    async fn code(next: Duration, all: Duration) -> Code {
        let first = stream::iter([Ok(Bytes::from_static(b"%PDF-1.7"))]);
        let chunks = first.chain(stream::pending());
        let taken = receive(chunks, std::env::temp_dir(), 100, Patience { next, all }).await;
        taken.unwrap_err().code
    }

    #[actix_web::test]
    async fn a_sender_that_stops_or_never_ends_is_given_up() {
        assert_eq!(code(SOON, LATE).await, Code::RequestTimeout);
        assert_eq!(code(LATE, SOON).await, Code::RequestTimeout);
    }

    #[actix_web::test]
    async fn what_comes_in_many_pieces_is_hashed_as_a_whole() {
        let pieces: Vec<_> = (0..3000).map(|_| Ok(Bytes::from_static(&[7; 200]))).collect();
        let patience = Patience { next: LATE, all: LATE };
        let received = receive(stream::iter(pieces), std::env::temp_dir(), 600_000, patience).await.unwrap();
        assert_eq!(received.size, 600_000);
        assert_eq!(received.sha256, <[u8; 32]>::from(Sha256::digest(vec![7; 600_000])));
        assert_eq!(received.media_type, None);
    }
}
