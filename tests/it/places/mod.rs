mod counties;
mod organisations;
mod policies;
mod policies_in_force;
mod townships;
