--liquibase formatted sql

--changeset coexistence:1
create table species (name varchar(20));

--changeset coexistence:2
insert into species values ('wolf');
insert into species values ('lynx');

--changeset coexistence:3 runInTransaction:false
create index species_name on species (name);
