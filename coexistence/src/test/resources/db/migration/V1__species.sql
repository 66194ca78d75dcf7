create table species (name varchar(20));
insert into species values ('wolf');
