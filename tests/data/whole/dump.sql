BEGIN TRANSACTION;
CREATE TABLE columns (name TEXT PRIMARY KEY, meaning TEXT NOT NULL);
INSERT INTO "columns" VALUES('measure_id','รหัสมาตรการในคลังเดิม');
INSERT INTO "columns" VALUES('report_id','รหัสรายงานในคลังเดิม แถวที่มีรหัสเดียวกันจะกลับเป็นรายงานเดียวกัน');
INSERT INTO "columns" VALUES('organisation','ชื่อเต็มของหน่วยงาน ว่างไว้เมื่อยังไม่มีใครระบุ');
INSERT INTO "columns" VALUES('organisation_type','ประเภทหน่วยงาน ใช้คำเดียวกับใน JSON');
INSERT INTO "columns" VALUES('district','อำเภอของหน่วยงาน');
INSERT INTO "columns" VALUES('province','จังหวัดของหน่วยงาน');
INSERT INTO "columns" VALUES('aliases','ชื่อหน่วยงานแบบอื่นที่พบในรายงาน บรรทัดละหนึ่ง');
INSERT INTO "columns" VALUES('fiscal_year_be','ปีงบประมาณ พ.ศ.');
INSERT INTO "columns" VALUES('report_kind','ชนิดของรายงาน: แผน ผลการดำเนินการ หรือแนวทาง');
INSERT INTO "columns" VALUES('number','เลขลำดับของมาตรการตามที่พิมพ์');
INSERT INTO "columns" VALUES('indicator','ตัวชี้วัด ITA 1 ถึง 10 ที่รายงานระบุหรือมีผู้กำหนด');
INSERT INTO "columns" VALUES('topics','รหัสหัวข้อที่มีผู้กำหนด บรรทัดละหนึ่ง');
INSERT INTO "columns" VALUES('title','มาตรการ');
INSERT INTO "columns" VALUES('steps','ขั้นตอนหรือวิธีการปฏิบัติ');
INSERT INTO "columns" VALUES('timeframe','ระยะเวลาดำเนินการ');
INSERT INTO "columns" VALUES('responsible','หน่วยงานรับผิดชอบ');
INSERT INTO "columns" VALUES('follow_up','การกำกับติดตาม');
INSERT INTO "columns" VALUES('results','ผลการดำเนินการ');
INSERT INTO "columns" VALUES('outcomes','ผลลัพธ์หรือความสำเร็จ');
INSERT INTO "columns" VALUES('problems','ปัญหาและอุปสรรค');
INSERT INTO "columns" VALUES('recommendations','ข้อเสนอแนะ');
INSERT INTO "columns" VALUES('budget','งบประมาณ');
INSERT INTO "columns" VALUES('evidence','หลักฐาน/หมายเหตุ');
INSERT INTO "columns" VALUES('guessed_indicator','ตัวชี้วัด ITA ที่ itasearch อนุมานจากข้อความ เมื่อรายงานไม่ได้ระบุ');
INSERT INTO "columns" VALUES('guessed_topics','รหัสหัวข้อที่อนุมานจากข้อความ บรรทัดละหนึ่ง');
INSERT INTO "columns" VALUES('missing','สิ่งที่ต้องมีผู้ตรวจสอบในรายงาน บรรทัดละหนึ่ง');
INSERT INTO "columns" VALUES('file','ไฟล์ที่อ่านรายงานนี้มา');
INSERT INTO "columns" VALUES('file_sha256','ค่า SHA-256 ของไฟล์นั้น');
INSERT INTO "columns" VALUES('page_number','หน้าในไฟล์นั้น เริ่มที่ 1');
INSERT INTO "columns" VALUES('sheet','แผ่นงานในไฟล์นั้น');
INSERT INTO "columns" VALUES('table_number','ตารางในไฟล์หรือแผ่นงานนั้น เริ่มที่ 1');
INSERT INTO "columns" VALUES('row_number','แถวในตารางหรือแผ่นงานนั้น เริ่มที่ 1');
INSERT INTO "columns" VALUES('line_number','บรรทัดในไฟล์นั้น เริ่มที่ 1');
INSERT INTO "columns" VALUES('reworded','1: ข้อความที่ itasearch เรียบเรียงใหม่จากรายงานจริง');
CREATE TABLE ita_results (organisation_id TEXT NOT NULL REFERENCES organisations (id), fiscal_year_be INTEGER, total REAL, grade TEXT);
INSERT INTO "ita_results" VALUES('1',2565,88.5,'A');
INSERT INTO "ita_results" VALUES('2',2565,88.5,'A');
CREATE TABLE ita_scores (organisation_id TEXT NOT NULL REFERENCES organisations (id), fiscal_year_be INTEGER, indicator INTEGER NOT NULL, name TEXT NOT NULL, instrument TEXT NOT NULL, score REAL NOT NULL);
INSERT INTO "ita_scores" VALUES('1',2565,10,'การป้องกันการทุจริต','OIT',75.0);
INSERT INTO "ita_scores" VALUES('2',2565,10,'การป้องกันการทุจริต','OIT',75.0);
CREATE TABLE measures (measure_id TEXT PRIMARY KEY, report_id TEXT NOT NULL REFERENCES reports (id), organisation TEXT, organisation_type TEXT, district TEXT, province TEXT, aliases TEXT, fiscal_year_be INTEGER, report_kind TEXT, number TEXT, indicator INTEGER, topics TEXT, title TEXT, steps TEXT, timeframe TEXT, responsible TEXT, follow_up TEXT, results TEXT, outcomes TEXT, problems TEXT, recommendations TEXT, budget TEXT, evidence TEXT, guessed_indicator INTEGER, guessed_topics TEXT, missing TEXT, file TEXT, file_sha256 TEXT, page_number INTEGER, sheet TEXT, table_number INTEGER, row_number INTEGER, line_number INTEGER, reworded INTEGER);
INSERT INTO "measures" VALUES('r1dcb40941922-t1r2','r1dcb40941922','เทศบาลตำบลดอนแก้วทอง','subdistrict_municipality','แม่ทะ','ลำปาง',NULL,2566,'plan','1',10,NULL,'ประกาศเจตนารมณ์นโยบายไม่รับของขวัญ','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,10,'no_gift',NULL,'corpus/แผน.md','1dcb409419228dea85259383ada1963f2f3cc79983d065a7cae3c8006ebfc838',NULL,NULL,1,2,NULL,0);
INSERT INTO "measures" VALUES('r1dcb40941922-t1r3','r1dcb40941922','เทศบาลตำบลดอนแก้วทอง','subdistrict_municipality','แม่ทะ','ลำปาง',NULL,2566,'plan','2',10,NULL,'เผยแพร่แผนจัดซื้อจัดจ้างบนเว็บไซต์','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'corpus/แผน.md','1dcb409419228dea85259383ada1963f2f3cc79983d065a7cae3c8006ebfc838',NULL,NULL,1,3,NULL,0);
INSERT INTO "measures" VALUES('r1dcb40941922-t1r4','r1dcb40941922','เทศบาลตำบลดอนแก้วทอง','subdistrict_municipality','แม่ทะ','ลำปาง',NULL,2566,'plan','3',10,NULL,'เพิ่มช่องทางรับเรื่องร้องเรียนออนไลน์','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'corpus/แผน.md','1dcb409419228dea85259383ada1963f2f3cc79983d065a7cae3c8006ebfc838',NULL,NULL,1,4,NULL,0);
INSERT INTO "measures" VALUES('r1dcb40941922-t1r5','r1dcb40941922','เทศบาลตำบลดอนแก้วทอง','subdistrict_municipality','แม่ทะ','ลำปาง',NULL,2566,'plan','4',10,NULL,'อบรมจริยธรรมให้บุคลากรทุกกอง','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'corpus/แผน.md','1dcb409419228dea85259383ada1963f2f3cc79983d065a7cae3c8006ebfc838',NULL,NULL,1,5,NULL,0);
INSERT INTO "measures" VALUES('r1dcb40941922-t1r6','r1dcb40941922','เทศบาลตำบลดอนแก้วทอง','subdistrict_municipality','แม่ทะ','ลำปาง',NULL,2566,'plan','5',10,NULL,'ทำคู่มือการยืมทรัพย์สินของราชการ','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'corpus/แผน.md','1dcb409419228dea85259383ada1963f2f3cc79983d065a7cae3c8006ebfc838',NULL,NULL,1,6,NULL,0);
INSERT INTO "measures" VALUES('rce45ba59f559-t1r2','rce45ba59f559','เทศบาลตำบลบ้านสวนพลู','subdistrict_municipality','แม่ทะ','ลำปาง','ทต.บ้านสวนพลู
สวนพลู',2567,'plan','1',10,NULL,'=HYPERLINK("http://x.example")','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,10,'no_gift','columns','corpus/ผล.md','ce45ba59f559bcdd42201e1acd8526e2c8e1e66843535f628e973fed222aec53',NULL,NULL,1,2,NULL,0);
INSERT INTO "measures" VALUES('rce45ba59f559-t1r3','rce45ba59f559','เทศบาลตำบลบ้านสวนพลู','subdistrict_municipality','แม่ทะ','ลำปาง','ทต.บ้านสวนพลู
สวนพลู',2567,'plan','2',10,NULL,'-2+3','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'columns','corpus/ผล.md','ce45ba59f559bcdd42201e1acd8526e2c8e1e66843535f628e973fed222aec53',NULL,NULL,1,3,NULL,0);
INSERT INTO "measures" VALUES('rce45ba59f559-t1r4','rce45ba59f559','เทศบาลตำบลบ้านสวนพลู','subdistrict_municipality','แม่ทะ','ลำปาง','ทต.บ้านสวนพลู
สวนพลู',2567,'plan','3',10,NULL,'''=1','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'columns','corpus/ผล.md','ce45ba59f559bcdd42201e1acd8526e2c8e1e66843535f628e973fed222aec53',NULL,NULL,1,4,NULL,0);
INSERT INTO "measures" VALUES('rce45ba59f559-t1r5','rce45ba59f559','เทศบาลตำบลบ้านสวนพลู','subdistrict_municipality','แม่ทะ','ลำปาง','ทต.บ้านสวนพลู
สวนพลู',2567,'plan','4',10,NULL,'ลดขั้นตอน
บริการ','๑. ตั้งคณะทำงาน
๒. ประชุมชี้แจงทุกกอง
๓. รายงานผลต่อผู้บริหาร',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'columns','corpus/ผล.md','ce45ba59f559bcdd42201e1acd8526e2c8e1e66843535f628e973fed222aec53',NULL,NULL,1,5,NULL,0);
CREATE TABLE organisations (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, district TEXT, province TEXT, aliases TEXT, sample INTEGER NOT NULL);
INSERT INTO "organisations" VALUES('1','เทศบาลตำบลดอนแก้วทอง','subdistrict_municipality','แม่ทะ','ลำปาง',NULL,0);
INSERT INTO "organisations" VALUES('2','เทศบาลตำบลบ้านสวนพลู','subdistrict_municipality','แม่ทะ','ลำปาง','ทต.บ้านสวนพลู
สวนพลู',0);
CREATE TABLE reports (id TEXT PRIMARY KEY, organisation_id TEXT REFERENCES organisations (id), fiscal_year_be INTEGER, kind TEXT NOT NULL, file TEXT NOT NULL, file_sha256 TEXT NOT NULL, media_type TEXT NOT NULL, measures INTEGER NOT NULL, missing TEXT, warnings TEXT, confidence REAL NOT NULL, completeness REAL);
INSERT INTO "reports" VALUES('r1dcb40941922','1',2566,'plan','corpus/แผน.md','1dcb409419228dea85259383ada1963f2f3cc79983d065a7cae3c8006ebfc838','text/markdown',5,NULL,NULL,1.0,NULL);
INSERT INTO "reports" VALUES('rce45ba59f559','2',2567,'plan','corpus/ผล.md','ce45ba59f559bcdd42201e1acd8526e2c8e1e66843535f628e973fed222aec53','text/markdown',4,'columns','คอลัมน์ไม่ชัด',1.0,0.875);
CREATE INDEX reports_organisation_id ON reports (organisation_id);
CREATE INDEX measures_report_id ON measures (report_id);
COMMIT;