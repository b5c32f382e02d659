//! Counters in Prometheus' text format. No label ever holds a name or an id.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use deadpool::managed::Status;

use crate::db::pool::Pool;

/// Upper bounds of the latency histogram, in milliseconds.
const BOUNDS: [u64; 10] = [1, 2, 5, 10, 25, 50, 100, 250, 1000, 5000];

/// Of one operation and status.
#[derive(Debug, Clone, Default)]
struct Series {
    buckets: [u64; BOUNDS.len()],
    count: u64,
    micros: u64,
}

/// What the process has counted.
#[derive(Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(String, String, u16), Series>>,
    /// Events given a position by this process.
    pub events_sequenced: AtomicU64,
    /// Events waiting for a position when last looked at; −1 before that.
    pub events_pending: AtomicI64,
    /// The pools of all threads, to be asked how they are.
    pools: Mutex<Vec<Pool>>,
    /// Age of the oldest of them.
    pub events_lag_seconds: AtomicI64,
}

impl Metrics {
    /// Counts one answered request. `path` is the template, not the path itself.
    pub fn answered(&self, method: &str, path: &str, status: u16, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let series = requests.entry((method.to_owned(), path.to_owned(), status)).or_default();
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        for (bucket, bound) in series.buckets.iter_mut().zip(BOUNDS) {
            *bucket = bucket.saturating_add(u64::from(micros <= bound.saturating_mul(1000)));
        }
        series.count = series.count.saturating_add(1);
        series.micros = series.micros.saturating_add(micros);
    }

    /// Remembers a thread's pool.
    pub fn watch(&self, pool: Pool) {
        self.pools.lock().unwrap_or_else(PoisonError::into_inner).push(pool);
    }

    /// Connections of all threads: open, idle, and requests waiting for one.
    fn connections(&self) -> [(&'static str, usize); 3] {
        let pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        let sum = |of: fn(&Status) -> usize| pools.iter().map(|pool| of(&pool.status())).sum();
        [("open", sum(|s| s.size)), ("idle", sum(|s| s.available)), ("waiting", sum(|s| s.waiting))]
    }

    /// The text of `/metrics`.
    pub fn render(&self) -> String {
        let mut text = String::from("# TYPE http_request_duration_seconds histogram\n");
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        for ((method, path, status), series) in requests.iter() {
            let labels = format!(r#"method="{method}",path="{path}",status="{status}""#);
            render_series(&mut text, &labels, series);
        }
        let gauge = |name: &str, value: String| format!("# TYPE {name} gauge\n{name} {value}\n");
        text.push_str(&gauge(
            "events_sequenced_total",
            self.events_sequenced.load(Ordering::Relaxed).to_string(),
        ));
        text.push_str(&gauge("events_pending", self.events_pending.load(Ordering::Relaxed).to_string()));
        text.push_str("# TYPE database_connections gauge\n");
        for (state, count) in self.connections() {
            let _ = writeln!(text, "database_connections{{state=\"{state}\"}} {count}");
        }
        text.push_str(&gauge(
            "events_lag_seconds",
            self.events_lag_seconds.load(Ordering::Relaxed).to_string(),
        ));
        text
    }
}

fn render_series(text: &mut String, labels: &str, series: &Series) {
    let name = "http_request_duration_seconds";
    for (count, bound) in series.buckets.iter().zip(BOUNDS) {
        let seconds = Duration::from_millis(bound).as_secs_f64();
        let _ = writeln!(text, "{name}_bucket{{{labels},le=\"{seconds}\"}} {count}");
    }
    let seconds = Duration::from_micros(series.micros).as_secs_f64();
    let _ = writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", series.count);
    let _ = writeln!(text, "{name}_sum{{{labels}}} {seconds}\n{name}_count{{{labels}}} {}", series.count);
}
