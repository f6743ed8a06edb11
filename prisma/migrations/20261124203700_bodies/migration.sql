-- A body that is asked for its opinion has officers on the platform like a unit, but takes no dossiers and is on no map.
ALTER TABLE unit DROP CONSTRAINT unit_level;
ALTER TABLE unit ADD CONSTRAINT unit_level CHECK (level IN ('city', 'district', 'commune', 'body'));
