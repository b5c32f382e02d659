mod sequencer;
mod verify;
