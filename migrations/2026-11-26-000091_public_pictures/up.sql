-- What of a brief's pictures the public sees: copies without place, time and whatever else a file says besides its picture.
-- What was published before has none: it is withdrawn and written anew.
ALTER TABLE briefs ADD COLUMN public_pictures jsonb NOT NULL DEFAULT '[]';
