//! A keyset list in any format: JSON is a page, a table is the whole list, read page by page from one snapshot.

use futures_util::future::try_join;
use tokio::task::yield_now;

use super::{
    answer::{self, Listing},
    format::{self, Format},
    stream::Source,
    tabular::Tabular,
    writer::Rows,
};
use crate::{
    auth::policy::Action,
    db::{Conn, snapshot::Snapshot},
    http::{Ctx, Page, Paging, Result},
};

/// Rows read at once for a table.
const AT_ONCE: u16 = 1000;

/// Answers a list. `page` reads one page; for a table it is asked again and again, in one read-only transaction that sees
/// one instant. `?after=` begins a table later; an explicit `?limit=` gives that page only. Errors: 406; 503 while too
/// many tables are being read; what `page` says of the first page.
pub async fn list<A, T, F>(ctx: Ctx<A>, paging: Paging, page: F) -> Result<Listing<T>>
where
    A: Action,
    T: Tabular + 'static,
    F: AsyncFn(&Ctx<A>, &Conn, &Paging) -> Result<Page<T>> + 'static,
{
    let asked = format::asked(ctx.request().headers(), Format::OF_LISTS)?;
    if asked.format == Format::Json {
        return ctx.read(async |conn| page(&ctx, conn, &paging).await).await?.reply().map(Listing::from);
    }
    let (request, locale, scratch) =
        (ctx.request().clone(), ctx.locale(), ctx.shared().attachments.scratch());
    let pages = Pages::begin(ctx, (asked.format, paging), page).await?;
    let next = pages.first.as_ref().filter(|_| !pages.whole).and_then(|page| page.next.clone());
    answer::table(&request, (asked, locale, scratch), next, pages)
}

struct Pages<A, T, F> {
    ctx: Ctx<A>,
    snapshot: Option<Snapshot>,
    paging: Paging,
    page: F,
    first: Option<Page<T>>,
    whole: bool,
    format: Format,
}

impl<A, T, F> Pages<A, T, F>
where
    A: Action,
    T: Tabular + 'static,
    F: AsyncFn(&Ctx<A>, &Conn, &Paging) -> Result<Page<T>> + 'static,
{
    /// Reads the first page, so that what is wrong with the question is told before a table begins.
    async fn begin(ctx: Ctx<A>, (format, paging): (Format, Paging), page: F) -> Result<Self> {
        let snapshot = ctx.snapshot().await?;
        let whole = paging.limit.is_none();
        let paging = Paging { limit: paging.limit.or(Some(AT_ONCE)), count: None, ..paging };
        match page(&ctx, snapshot.conn()?, &paging).await {
            Ok(first) => {
                Ok(Self { ctx, snapshot: Some(snapshot), paging, page, first: Some(first), whole, format })
            }
            Err(error) => {
                snapshot.close().await;
                Err(error)
            }
        }
    }

    /// Reads the page after this one, or gives the connection back.
    async fn read_on(&mut self, next: Option<String>) -> Result<()> {
        let Some(snapshot) = &self.snapshot else { return Ok(()) };
        if let Some(after) = next.filter(|_| self.whole) {
            self.paging.after = Some(after);
            self.first = Some((self.page)(&self.ctx, snapshot.conn()?, &self.paging).await?);
        } else if let Some(snapshot) = self.snapshot.take() {
            snapshot.close().await;
        }
        Ok(())
    }
}

impl<A, T, F> Source for Pages<A, T, F>
where
    A: Action,
    T: Tabular + 'static,
    F: AsyncFn(&Ctx<A>, &Conn, &Paging) -> Result<Page<T>> + 'static,
{
    /// Writes a page while PostgreSQL reads the next.
    async fn next(&mut self) -> Result<Option<Rows>> {
        let Some(Page { items, next, .. }) = self.first.take() else { return Ok(None) };
        let format = self.format;
        let write = async {
            yield_now().await; // the question for the next page goes out first
            Rows::of(&items, format)
        };
        let ((), rows) = try_join(self.read_on(next), write).await?;
        Ok(Some(rows))
    }
}
