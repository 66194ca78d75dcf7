-- Not in a transaction
create index concurrently species_name on species (name);
