mod certificates;
mod compliance;
mod county;
mod employments;
mod known_at;
mod postings;
mod workers;
