ALTER TABLE briefs DROP COLUMN public_pictures;
