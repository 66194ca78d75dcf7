insert into species values ('lynx');
create table sighting (species varchar(20));
