mod certificates;
mod compliance;
mod employments;
mod postings;
mod workers;
