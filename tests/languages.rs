//! A collection in many languages: the right article and the right sentence come first, in the language of the question.

use std::fs;

use jiff::civil::date;
use onrecord::ask::{Question, ask};
use onrecord::index::Shelves;
use onrecord::intake::{self, Order, Silent};

/// One language: three articles, each a few sentences, and questions, each with the beginning of the sentence that answers.
struct Shelf {
    code: &'static str,
    articles: [&'static str; 3],
    questions: &'static [(&'static str, &'static str)],
}

const SHELVES: &[Shelf] = &[
    Shelf {
        code: "en",
        articles: [
            "The old bridge at Avranne will open again in June. The council paid for new cables. Walkers had waited for two years.",
            "A fire destroyed three boats in the harbour of Senn. Nobody was hurt. The police are looking for a witness.",
            "The museum lost a silver cup on Sunday night. A guard noticed the open window. The director offered a reward.",
        ],
        questions: &[
            ("When does the bridge at Avranne open?", "The old bridge"),
            ("How many boats were destroyed by the fire?", "A fire destroyed"),
            ("Who noticed the window?", "A guard noticed"),
        ],
    },
    Shelf {
        code: "de",
        articles: [
            "Die alte Alwinbrücke wird im Juni wieder geöffnet. Der Stadtrat bezahlte neue Seile. Die Fußgänger hatten zwei Jahre gewartet.",
            "Ein Feuer zerstörte drei Boote im Hafen von Senn. Verletzt wurde niemand. Die Polizei sucht einen Zeugen.",
            "Dem Museum fehlt seit Sonntag ein silberner Becher. Ein Wächter bemerkte das offene Fenster. Die Direktorin setzte eine Belohnung aus.",
        ],
        questions: &[
            ("Wann wird die alte Alwinbrücke geöffnet?", "Die alte Alwinbrücke"),
            ("Wie viele Boote hat das Feuer zerstört?", "Ein Feuer zerstörte"),
            ("Wer hat das offene Fenster bemerkt?", "Ein Wächter bemerkte"),
        ],
    },
    Shelf {
        code: "fr",
        articles: [
            "Le vieux pont d’Avranne rouvrira en juin. La commune a payé de nouveaux câbles. Les promeneurs attendaient depuis deux ans.",
            "Un incendie a détruit trois bateaux dans le port de Senn. Personne n’a été blessé. La police cherche un témoin.",
            "Le musée a perdu une coupe d’argent dimanche. Un gardien a remarqué la fenêtre ouverte. La directrice promet une récompense.",
        ],
        questions: &[
            ("Quand rouvre le pont d'Avranne ?", "Le vieux pont"),
            ("Combien de bateaux l'incendie a-t-il détruits ?", "Un incendie"),
            ("Qui a remarqué la fenetre ouverte ?", "Un gardien"),
        ],
    },
    Shelf {
        code: "es",
        articles: [
            "El viejo puente de Avranne se abrirá de nuevo en junio. El municipio pagó cables nuevos. Los paseantes esperaban desde hacía dos años.",
            "Un incendio destruyó tres barcos en el puerto de Senn. Nadie resultó herido. La policía busca a un testigo.",
            "El museo perdió una copa de plata el domingo. Un guardia advirtió la ventana abierta. La directora ofrece una recompensa.",
        ],
        questions: &[
            ("¿Cuándo se abre el puente de Avranne?", "El viejo puente"),
            ("¿Cuántos barcos destruyó el incendio?", "Un incendio"),
            ("¿Quién advirtió la ventana abierta?", "Un guardia"),
        ],
    },
    Shelf {
        code: "ru",
        articles: [
            "Старый мост в Авранне снова откроют в июне. Город заплатил за новые тросы. Пешеходы ждали два года.",
            "Пожар уничтожил три лодки в гавани Сенна. Никто не пострадал. Полиция ищет свидетеля.",
            "Музей лишился серебряного кубка в воскресенье. Сторож заметил открытое окно. Директор обещает награду.",
        ],
        questions: &[
            ("Когда откроют старый мост?", "Старый мост"),
            ("Сколько лодок уничтожено пожаром?", "Пожар уничтожил"),
            ("Кто заметил открытые окна?", "Сторож заметил"),
        ],
    },
    Shelf {
        code: "ar",
        articles: [
            "سيُفتح الجسر القديم في أفران من جديد في يونيو. دفعت البلدية ثمن كابلات جديدة. انتظر المشاة عامين.",
            "دمّر حريق ثلاثة قوارب في ميناء سن. لم يصب أحد بأذى. تبحث الشرطة عن شاهد.",
            "فقد المتحف كأسا فضية يوم الأحد. لاحظ حارس النافذة المفتوحة. عرضت المديرة مكافأة.",
        ],
        questions: &[
            ("متى يفتح الجسر القديم؟", "سيُفتح الجسر"),
            ("كم قاربا دمر الحريق في الميناء؟", "دمّر حريق"),
            ("من لاحظ النافذة المفتوحة؟", "لاحظ حارس"),
        ],
    },
    Shelf {
        code: "he",
        articles: [
            "הגשר הישן באברן ייפתח שוב ביוני. העירייה שילמה על כבלים חדשים. הולכי הרגל חיכו שנתיים.",
            "שריפה השמידה שלוש סירות בנמל סן. איש לא נפגע. המשטרה מחפשת עד.",
            "המוזיאון איבד גביע כסף ביום ראשון. שומר הבחין בחלון הפתוח. המנהלת מציעה פרס.",
        ],
        questions: &[
            ("מתי ייפתח גשר אברן הישן?", "הגשר הישן"),
            ("כמה סירות השמידה השריפה?", "שריפה השמידה"),
            ("מי הבחין שהחלון פתוח?", "שומר הבחין"),
        ],
    },
    Shelf {
        code: "zh",
        articles: [
            "阿夫兰的旧桥将于六月重新开放。市政府支付了新缆绳的费用。行人等了两年。",
            "一场大火烧毁了森港的三艘船。没有人受伤。警方正在寻找目击者。",
            "博物馆星期日丢失了一只银杯。一名警卫注意到窗户开着。馆长悬赏寻找。",
        ],
        questions: &[
            ("旧桥什么时候重新开放？", "阿夫兰的旧桥"),
            ("大火烧毁了几艘船？", "一场大火"),
            ("谁注意到窗户开着？", "一名警卫"),
        ],
    },
    Shelf {
        code: "ja",
        articles: [
            "アブランの古い橋は六月に再び開通する。市は新しいケーブルの費用を払った。歩行者は二年間待っていた。",
            "セン港で火事が起き、三隻の船が焼けた。けが人はいなかった。警察は目撃者を探している。",
            "博物館は日曜日に銀の杯を失った。警備員が開いた窓に気づいた。館長は懸賞金を出す。",
        ],
        questions: &[
            ("古い橋はいつ開通しますか？", "アブランの古い橋"),
            ("火事で何隻の船が焼けましたか？", "セン港で"),
            ("誰が窓に気づきましたか？", "警備員が"),
        ],
    },
    Shelf {
        code: "ko",
        articles: [
            "아브란의 오래된 다리가 유월에 다시 열린다. 시는 새 케이블 비용을 냈다. 보행자들은 두 해를 기다렸다.",
            "센 항구에서 난 화재로 배 세 척이 불탔다. 다친 사람은 없었다. 경찰은 목격자를 찾고 있다.",
            "박물관은 일요일에 은잔을 잃었다. 경비원이 열린 창문을 알아차렸다. 관장은 현상금을 내걸었다.",
        ],
        questions: &[
            ("오래된 다리는 언제 다시 열리나요?", "아브란의"),
            ("항구 화재로 배가 몇 척 불탔나요?", "센 항구에서"),
            ("창문이 열린 것을 누가 알아차렸나요?", "경비원이"),
        ],
    },
    Shelf {
        code: "th",
        articles: [
            "สะพานเก่าที่อาวรานจะเปิดอีกครั้งในเดือนมิถุนายน เทศบาลจ่ายค่าสายเคเบิลใหม่ คนเดินเท้ารอมาสองปี",
            "ไฟไหม้ทำลายเรือสามลำในท่าเรือเซนน์ ไม่มีใครบาดเจ็บ ตำรวจกำลังหาพยาน",
            "พิพิธภัณฑ์สูญเสียถ้วยเงินเมื่อวันอาทิตย์ ยามสังเกตเห็นหน้าต่างเปิดอยู่ ผู้อำนวยการเสนอรางวัล",
        ],
        questions: &[("สะพานเก่าจะเปิดเมื่อไหร่", "สะพานเก่า"), ("ไฟไหม้ทำลายเรือกี่ลำ", "ไฟไหม้ทำลายเรือ")],
    },
    Shelf {
        code: "hi",
        articles: [
            "अवरान का पुराना पुल जून में फिर खुलेगा। नगर परिषद ने नई रस्सियों का खर्च दिया। राहगीर दो साल से इंतज़ार कर रहे थे।",
            "सेन के बंदरगाह में आग ने तीन नावें जला दीं। कोई घायल नहीं हुआ। पुलिस गवाह खोज रही है।",
            "संग्रहालय से रविवार को चाँदी का प्याला खो गया। एक पहरेदार ने खुली खिड़की देखी। निदेशक ने इनाम रखा है।",
        ],
        questions: &[
            ("पुराना पुल कब खुलेगा?", "अवरान का"),
            ("बंदरगाह की आग में कितनी नावों को जलाया गया?", "सेन के"),
            ("खिड़की किसने देखी?", "एक पहरेदार"),
        ],
    },
    Shelf {
        code: "it",
        articles: [
            "Il vecchio ponte di Avranne riaprirà a giugno. Il comune ha pagato nuovi cavi. I passanti aspettavano da due anni.",
            "Un incendio ha distrutto tre barche nel porto di Senn. Nessuno è rimasto ferito. La polizia cerca un testimone.",
            "Il museo ha perso una coppa d’argento domenica. Un guardiano ha notato la finestra aperta. La direttrice offre una ricompensa.",
        ],
        questions: &[
            ("Quante barche sono state distrutte dall'incendio?", "Un incendio"),
            ("Chi ha notato le finestre aperte?", "Un guardiano"),
        ],
    },
];

#[test]
fn the_right_sentence_comes_first_in_every_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut lines = String::new();
    for shelf in SHELVES {
        for (number, text) in shelf.articles.iter().enumerate() {
            let article =
                serde_json::json!({"id": format!("{}{number}", shelf.code), "lang": shelf.code, "text": text});
            lines.push_str(&format!("{article}\n"));
        }
    }
    fs::write(folder.path().join("articles.jsonl"), lines).expect("written");
    let index = folder.path().join("index");
    let order =
        Order { index: index.clone(), configured: vec![folder.path().join("articles.jsonl")], ..Order::default() };
    intake::run(&order, &Silent).expect("a run");
    let reading = Shelves::open(&index).and_then(|shelves| shelves.reading()).expect("a reading");
    let mut wrong = Vec::new();
    for shelf in SHELVES {
        for (question, beginning) in shelf.questions {
            let answer = ask(&reading, &Question::new(*question, date(2024, 6, 1))).expect("an index in order");
            let first = answer.findings().first();
            let right = first.is_some_and(|finding| {
                finding.quote.article().id.0.starts_with(shelf.code) && finding.quote.words().contains(beginning)
            });
            if !right {
                let shown = first.map_or("nothing", |finding| finding.quote.words());
                wrong.push(format!("{}: {question} -> {shown} ({:.2})", shelf.code, answer.confidence));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
