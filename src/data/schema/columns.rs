//! Other names of columns, in twelve languages and as shops and coupon platforms export them: best first, as
//! [`super::normalise`] leaves them.

/// Who took the coupon or bought something.
pub const CUSTOMER: &[&str] = &[
    // English
    "custid", "customer", "customerno", "customernumber", "customernum", "customercode", "customerkey", "custno",
    "custcode", "cust", "clientid", "client", "clientno", "clientnum", "clientnumber", "clientcode", "userid", "user",
    "memberid", "member", "membernumber", "memberno", "membercode", "membershipid", "membershipno",
    "membershipnumber", "subscriberid", "subscriber", "shopperid", "shopper", "buyerid", "buyer", "buyerusername",
    "accountid", "accountno", "accountnumber", "cardid", "cardno", "cardnumber", "loyaltyid", "loyaltynumber",
    "loyaltycard", "loyaltycardnumber", "loyaltyno", "householdkey", "householdid", "guestid", "patronid", "personid",
    "contactid", "profileid", "customerprofileid", "customeruniqueid", "uniquecustomerid", "visitorid",
    "lyltycardnbr", "payerid", "idclient", "idcustomer", "fkcustomer",
    // exports
    "customerreferenceid", "customersourceid", "sourceid", "customerprofileintegrationid", "recipientintegrationid",
    "customeruser",
    // German
    "kundennummer", "kundennr", "kdnr", "kundenid", "kunde", "kunden", "kundencode", "kundenschlussel",
    "mitgliedsnummer", "mitglied", "mitgliedsid", "benutzer", "benutzerid", "kaufer", "debitor", "debitorennummer",
    "kundenkarte", "kundenkartennummer",
    // French
    "identifiantclient", "numeroclient", "numerodeclient", "nclient", "noclient", "codeclient", "refclient",
    "referenceclient", "numclient", "cliente", "acheteur", "adherent", "nadherent", "membre", "idmembre",
    "utilisateur", "idutilisateur", "cartedefidelite", "ncarte",
    // Spanish
    "idcliente", "iddelcliente", "codigocliente", "codigodecliente", "codigodelcliente", "numerodecliente",
    "nocliente", "numcliente", "identificadordecliente", "comprador", "socio", "numerodesocio", "usuario",
    "idusuario",
    // Portuguese
    "iddocliente", "codigodocliente", "codcliente", "numerodocliente", "utilizador", "associado", "cpf", "cpfcliente",
    // Italian
    "codicecliente", "numerocliente", "ncliente", "acquirente", "utente", "idutente", "tessera", "numerotessera",
    // Dutch
    "klant", "klantnummer", "klantnr", "klantid", "klantcode", "lidnummer", "lid", "gebruiker", "gebruikersid",
    "koper", "debiteur", "debiteurnummer",
    // Polish
    "klient", "idklienta", "nrklienta", "numerklienta", "kodklienta", "identyfikatorklienta", "kupujacy",
    "uzytkownik", "iduzytkownika", "czlonek", "kontrahent",
    // Turkish
    "musteri", "musterino", "musterinumarasi", "musteriid", "musterikodu", "musterikimligi", "uye", "uyeno",
    "uyenumarasi", "kullanici", "kullaniciid", "kullanicino", "alici", "carikodu",
    // Arabic
    "العميل", "رقمالعميل", "معرفالعميل", "كودالعميل", "رمزالعميل", "عميل", "الزبون", "رقمالزبون", "معرفالزبون",
    "المستخدم", "رقمالمستخدم", "معرفالمستخدم", "العضو", "رقمالعضو", "رقمالعضوية", "المشتري",
    // Chinese
    "客户", "客户编号", "客户号", "客户代码", "客户id", "顾客", "顾客编号", "顾客id", "会员", "会员号", "会员编号",
    "会员id", "会员卡号", "用户", "用户id", "用户编号", "买家", "买家id", "客戶", "客戶編號", "客戶代碼", "顧客編號",
    "會員", "會員編號", "會員卡號", "會員id", "用戶", "用戶id",
    // Japanese
    "顧客", "顧客id", "顧客番号", "顧客コード", "お客様", "お客様id", "お客様番号", "お客様コード", "会員id",
    "会員番号", "会員コード", "会員no", "ユーザー", "ユーザーid", "ユーザid", "得意先", "得意先コード", "購入者",
    "購入者id",
];

/// What tells customers apart where there is no number for them.
pub const CUSTOMER_FALLBACK: &[&str] = &[
    // English
    "customeremail", "customermail", "email", "emailaddress", "useremail", "clientemail", "billingemail",
    "emailbilling", "contactemail", "memberemail", "username", "customername", "billtoname", "billingname",
    "customerfullname", "clientname", "membername",
    // German
    "kundenemail", "emailadresse", "kundenname",
    // French
    "adresseemail", "courriel", "emailclient", "nomduclient", "nomclient",
    // Spanish
    "correo", "correoelectronico", "correodelcliente", "nombredelcliente", "nombrecliente",
    // Portuguese
    "emaildocliente", "emailcliente", "nomedocliente",
    // Italian
    "nomecliente", "indirizzoemail",
    // Dutch
    "emailadres", "klantnaam",
    // Polish
    "emailklienta", "adresemail", "nazwaklienta",
    // Turkish
    "eposta", "epostaadresi", "musteriadi",
    // Arabic
    "البريدالالكتروني", "بريدالعميل", "اسمالعميل",
    // Chinese
    "邮箱", "电子邮箱", "客户名称", "客户姓名", "用户名", "买家昵称", "電子郵件",
    // Japanese
    "メールアドレス", "顧客名", "お客様名", "購入者名",
];

/// The day on which a customer joined.
pub const JOIN: &[&str] = &[
    // English
    "joined", "joinedat", "joinedon", "joiningdate", "datejoined", "signupdate", "signup", "signedup", "signedupat",
    "signupat", "registrationdate", "registeredat", "registeredon", "registered", "regdate", "registerdate",
    "dateregistered", "membersince", "customersince", "clientsince", "becamememberon", "enrollmentdate",
    "enrolmentdate", "enrolledat", "accountcreated", "accountcreatedat", "accountcreateddate", "accountcreationdate",
    "createdaccount", "opened", "opendate", "firstseen", "dtcustomer", "datefirstorder", "userregistered",
    "dateofregistration",
    // German
    "registriertam", "registrierungsdatum", "registriert", "anmeldedatum", "angemeldetam", "beitrittsdatum",
    "beigetretenam", "kundeseit", "mitgliedseit", "eintrittsdatum", "angelegtam", "kundendatum",
    // French
    "datedinscription", "dateinscription", "inscritle", "inscription", "datedadhesion", "dateadhesion",
    "clientdepuis", "membredepuis", "datedecreationducompte", "datedenregistrement",
    // Spanish
    "fechaderegistro", "fecharegistro", "fechadealta", "fechaalta", "registradoel", "clientedesde", "sociodesde",
    "miembrodesde", "alta", "fechadeinscripcion",
    // Portuguese
    "datadecadastro", "datacadastro", "datadocadastro", "cadastro", "cadastradoem", "dataderegisto", "dataderegistro",
    "dataregistro", "datadeadesao", "datadeinscricao",
    // Italian
    "datadiregistrazione", "dataregistrazione", "dataiscrizione", "datadiiscrizione", "registratoil", "iscrittoil",
    "clientedal", "membrodal",
    // Dutch
    "registratiedatum", "geregistreerdop", "aanmelddatum", "aangemeldop", "inschrijfdatum", "klantsinds", "lidsinds",
    // Polish
    "datarejestracji", "zarejestrowany", "zarejestrowano", "datadolaczenia", "datazapisu", "klientod",
    // Turkish
    "kayittarihi", "uyeliktarihi", "uyeolmatarihi", "katilimtarihi", "kayitolmatarihi",
    // Arabic
    "تاريخالتسجيل", "تاريخالانضمام", "تاريخالاشتراك", "تاريخالعضوية",
    // Chinese
    "注册日期", "注册时间", "加入日期", "加入时间", "入会日期", "入会时间", "开户日期", "註冊日期", "註冊時間",
    "加入時間", "入會日期",
    // Japanese
    "登録日", "登録日時", "会員登録日", "入会日", "入会日時", "加入日", "新規登録日",
];

/// The gender of a customer.
pub const GENDER: &[&str] = &[
    // English
    "gender", "gendercode", "genderkey", "sex", "sexid", "gendername", "customergender", "membergender",
    // German
    "geschlecht",
    // French
    "sexe", "genre", "civilite",
    // Spanish
    "sexo", "genero",
    // Italian
    "sesso", "genere",
    // Dutch
    "geslacht",
    // Polish
    "plec",
    // Turkish
    "cinsiyet",
    // Arabic
    "الجنس", "النوع",
    // Chinese
    "性别", "性別",
];

/// The number of a claim, an order or an invoice.
pub const ORDER: &[&str] = &[
    // English
    "transid", "txnid", "transactionno", "transactionnumber", "transactionkey", "transactioncode", "claimid",
    "orderid", "orderno", "ordernumber", "order", "ordernum", "ordercode", "orderreference", "ordername",
    "purchaseid", "purchaseno", "purchasenumber", "invoiceno", "invoice", "invoiceid", "invoicenumber", "invno",
    "receiptid", "receiptno", "receiptnumber", "receipt", "billno", "billnumber", "billid", "saleid", "salesid",
    "salesorder", "salesorderid", "salesordernumber", "basketid", "basket", "ticketid", "ticketno", "paymentid",
    "redemptionid", "issueid", "visitid", "bookingid", "sessionid", "couponclaimid", "usercouponid", "issuanceid",
    "documentno",
    // exports
    "incrementid", "idorder", "orderincrementid", "trackingid",
    // German
    "bestellnummer", "bestellnr", "bestellung", "bestellid", "auftragsnummer", "auftrag", "auftragsnr",
    "rechnungsnummer", "rechnungsnr", "rechnung", "belegnummer", "belegnr", "bonnummer", "bonnr",
    "transaktionsnummer", "transaktionsid", "vorgangsnummer", "gutscheinid",
    // French
    "ncommande", "commanden", "commandeno", "numerodecommande", "numerocommande", "nocommande", "idcommande",
    "refcommande", "referencecommande", "reference", "commande", "nfacture", "facturen", "numerodefacture", "facture",
    "nticket", "ticket", "numerodetransaction", "idtransaction", "ntransaction",
    // Spanish
    "numerodepedido", "nopedido", "numpedido", "pedido", "idpedido", "iddepedido", "iddelpedido", "codigodepedido",
    "numerodefactura", "nofactura", "factura", "numerodeticket", "idtransaccion", "numerodetransaccion", "idventa",
    "noventa", "numerodeorden", "orden",
    // Portuguese
    "numerodopedido", "iddopedido", "codigodopedido", "notafiscal", "numerodanota", "nonotafiscal", "fatura",
    "nofatura", "idtransacao", "iddatransacao", "numerodatransacao", "idvenda", "venda", "encomenda", "noencomenda",
    "cupomfiscal",
    // Italian
    "numeroordine", "nordine", "ordine", "idordine", "codiceordine", "numerofattura", "nfattura", "fattura",
    "scontrino", "numeroscontrino", "idtransazione", "numerotransazione",
    // Dutch
    "bestelnummer", "bestelnr", "bestelling", "ordernummer", "ordernr", "factuurnummer", "factuurnr", "factuur",
    "transactienummer", "transactieid",
    // Polish
    "nrzamowienia", "numerzamowienia", "zamowienie", "idzamowienia", "nrfaktury", "numerfaktury", "faktura",
    "nrparagonu", "numerparagonu", "paragon", "idtransakcji", "nrtransakcji", "numertransakcji",
    // Turkish
    "siparisno", "siparisnumarasi", "siparis", "siparisid", "sipariskodu", "faturano", "faturanumarasi", "fisno",
    "fisnumarasi", "islemno", "islemid", "islemnumarasi",
    // Arabic
    "رقمالطلب", "الطلب", "معرفالطلب", "رقمالطلبية", "رقمالفاتورة", "الفاتورة", "رقمالمعاملة", "معرفالمعاملة",
    "رقمالعملية", "رقمالايصال",
    // Chinese
    "订单号", "订单编号", "订单id", "订单", "交易号", "交易编号", "交易id", "交易流水号", "流水号", "发票号",
    "发票号码", "小票号", "单号", "訂單編號", "訂單號", "訂單號碼", "交易編號", "發票號碼", "發票號",
    // Japanese
    "注文番号", "注文id", "注文no", "注文コード", "受注番号", "受注id", "取引番号", "取引id", "請求書番号",
    "伝票番号", "レシート番号", "購入id", "購入番号",
];

/// The day of a claim, an order or a visit.
pub const DATE: &[&str] = &[
    // English
    "transdate", "txndate", "trandate", "transactiontime", "transactiontimestamp", "transactiondatetime",
    "transactionday", "transactiondt", "transactioncreatedat", "claimdate", "claimedat", "claimedon", "claimeddate",
    "dateclaimed", "claimtime", "orderdate", "orderedat", "orderedon", "ordertime", "orderdatetime", "ordertimestamp",
    "ordercreatedat", "dateordered", "orderpurchasetimestamp", "orderplaced", "orderplacedat", "dateoforder",
    "ordercreated", "purchasedate", "purchasedat", "purchasedon", "purchasetime", "purchasedatetime",
    "purchasetimestamp", "dateofpurchase", "purchaseday", "datepurchased", "invoicedate", "invdate", "billdate",
    "billingdate", "saledate", "salesdate", "soldat", "soldon", "dateofsale", "saletime", "receiptdate",
    "paymentdate", "paidat", "paiddate", "visitdate", "visitedat", "visitedon", "visittime", "dateofvisit",
    "checkindate", "checkedinat", "checkin", "eventdate", "eventtime", "eventtimestamp", "eventat", "activitydate",
    "activitytime", "itemdate", "basketdate", "issuedate", "issuedat", "issuedon", "issueddate", "dateissued",
    "issuetime", "couponissuedat", "receivedat", "receiveddate", "receivedate", "datereceived", "subscribedat",
    "subscriptiondate", "assignedat", "assigneddate", "assignmentdate", "grantedat", "grantdate", "sentat",
    "sentdate", "datesent", "distributiondate", "distributedat", "downloaddate", "downloadedat", "activationdate",
    "activatedat", "offerdate", "earndate", "postdate", "postedat", "postingdate", "transactioncreated",
    "createddate", "createddateutc", "createdutc", "createtime", "createdtime", "creationdate", "datecreated",
    "datecreatedgmt", "bookingdate", "swipedate", "scandate",
    // exports
    "dateadd", "datecreation", "localdate",
    // German
    "bestelldatum", "bestelltam", "auftragsdatum", "kaufdatum", "gekauftam", "rechnungsdatum", "belegdatum",
    "buchungsdatum", "verkaufsdatum", "transaktionsdatum", "umsatzdatum", "bondatum", "besuchsdatum", "ausgestelltam",
    "ausstellungsdatum", "ausgabedatum", "ausgegebenam", "ausgegeben", "erhaltenam", "erhalten", "zugeteiltam",
    "bestellzeitpunkt", "zeitstempel", "erstelltam", "erstelldatum", "zahlungsdatum",
    // French
    "datedecommande", "datecommande", "commandele", "datedachat", "dateachat", "achetele", "datedefacture",
    "datefacture", "datedefacturation", "datedetransaction", "datetransaction", "datedevente", "datevente",
    "datedevisite", "datedemission", "emisle", "dateemission", "attribuele", "recule", "datedereception",
    "datedecreation", "creele", "datedepaiement", "horodatage",
    // Spanish
    "fechadepedido", "fechapedido", "fechadelpedido", "fechadecompra", "fechacompra", "fechadefactura",
    "fechafactura", "fechadeventa", "fechaventa", "fechadetransaccion", "fechatransaccion", "fechadevisita",
    "fechadeemision", "fechaemision", "emitidoel", "fechadeentregadelcupon", "recibidoel", "fechadecreacion",
    "creadoel", "fechadepago", "fechayhora", "fechadeorden",
    // Portuguese
    "datadopedido", "datapedido", "datadecompra", "datadacompra", "datacompra", "datadavenda", "datadevenda",
    "datavenda", "datadafatura", "datafatura", "datadanota", "datadatransacao", "datatransacao", "datadavisita",
    "datadeemissao", "dataemissao", "emitidoem", "recebidoem", "datadecriacao", "criadoem", "datadepagamento",
    "dataehora", "datadaencomenda",
    // Italian
    "dataordine", "datadellordine", "datadiacquisto", "dataacquisto", "datafattura", "datavendita", "datadivendita",
    "datatransazione", "datavisita", "datadiemissione", "dataemissione", "emessoil", "ricevutoil", "datadicreazione",
    "creatoil", "datapagamento", "dataeora",
    // Dutch
    "besteldatum", "orderdatum", "aankoopdatum", "factuurdatum", "verkoopdatum", "transactiedatum", "bezoekdatum",
    "uitgiftedatum", "uitgegevenop", "ontvangenop", "aangemaaktop", "betaaldatum",
    // Polish
    "datazamowienia", "datazakupu", "datafaktury", "datasprzedazy", "datatransakcji", "datawizyty", "datawydania",
    "datawystawienia", "wydano", "otrzymano", "datautworzenia", "dataplatnosci",
    // Turkish
    "siparistarihi", "satinalmatarihi", "alisveristarihi", "faturatarihi", "satistarihi", "islemtarihi",
    "ziyarettarihi", "verilistarihi", "verilmetarihi", "olusturulmatarihi", "odemetarihi", "fistarihi",
    // Arabic
    "تاريخالطلب", "تاريخالشراء", "تاريخالفاتورة", "تاريخالبيع", "تاريخالمعاملة", "تاريخالعملية", "تاريخالزيارة",
    "تاريخالاصدار", "تاريخالاستلام", "تاريخالانشاء", "تاريخالدفع",
    // Chinese
    "订单日期", "订单时间", "下单时间", "下单日期", "购买日期", "购买时间", "交易日期", "交易时间", "消费日期",
    "消费时间", "发票日期", "销售日期", "销售时间", "支付时间", "付款时间", "创建时间", "访问日期", "发放日期",
    "发放时间", "领取日期", "领取时间", "领券时间", "发券时间", "訂單日期", "訂單時間", "下單時間", "購買日期",
    "購買時間", "交易時間", "發票日期", "銷售日期", "消費日期", "建立時間", "發放日期", "領取日期", "領取時間",
    // Japanese
    "注文日", "注文日時", "受注日", "受注日時", "購入日", "購入日時", "購買日", "購買日時", "取引日", "取引日時",
    "売上日", "販売日", "請求日", "来店日", "来店日時", "利用日時", "決済日", "決済日時", "発行日", "発行日時",
    "配布日", "配布日時", "取得日", "取得日時", "獲得日", "作成日時", "作成日",
];

/// Any date, in a table that is known to be of events.
pub const DATE_GENERIC: &[&str] = &[
    // English
    "date", "datetime", "timestamp", "createdat", "created", "day", "time", "when", "ts", "datepurchased",
    // German
    "datum", "zeitpunkt", "tag", "zeit",
    // French
    "jour", "dateetheure",
    // Spanish
    "fecha", "dia",
    // Portuguese
    "data",
    // Italian
    "giorno",
    // Dutch
    "dag",
    // Polish
    "dzien",
    // Turkish
    "tarih", "gun", "tarihi",
    // Arabic
    "التاريخ", "تاريخ", "اليوم",
    // Chinese
    "日期", "时间", "時間",
    // Japanese
    "日付", "日時", "年月日",
];

/// What became of a coupon or an order, in words or as yes and no.
pub const STATUS: &[&str] = &[
    // English
    "transstatus", "txnstatus", "transactionstate", "couponstatus", "voucherstatus", "claimstatus",
    "redemptionstatus", "redeemstatus", "usagestatus", "usestatus", "orderstatus", "orderstate", "paymentstatus",
    "purchasestatus", "invoicestatus", "salestatus", "status", "statusname", "statusdescription", "statuscode",
    "isredeemed", "redeemed", "isused", "used", "wasused", "hasused", "couponused", "isburnt", "isburned", "burnt",
    "burned", "redeemedflag", "isredeemedflag", "redemptionflag", "usedflag", "useflag", "redeemflag", "burnflag",
    "burnstatus", "redemptionresult",
    // exports
    "financialstatus", "currentstate", "poststatus", "paymentstate", "capturedstatus",
    // German
    "bestellstatus", "auftragsstatus", "gutscheinstatus", "zahlungsstatus", "einlosestatus", "eingelost", "benutzt",
    "verwendet", "zustand",
    // French
    "statut", "etat", "statutdelacommande", "statutcommande", "etatdelacommande", "etatcommande", "statutducoupon",
    "utilise", "estutilise",
    // Spanish
    "estado", "estatus", "estadodelpedido", "estadopedido", "estadodelcupon", "estadodelaorden", "situacion",
    "canjeado", "usado", "utilizado",
    // Portuguese
    "situacao", "estadodopedido", "statusdopedido", "situacaodopedido", "statusdocupom", "resgatado",
    // Italian
    "stato", "statoordine", "statodellordine", "statocoupon", "riscattato", "usato", "utilizzato",
    // Dutch
    "bestelstatus", "ingewisseld", "gebruikt",
    // Polish
    "stan", "statuszamowienia", "stanzamowienia", "statuskuponu", "wykorzystany", "wykorzystano", "zrealizowany",
    // Turkish
    "durum", "durumu", "siparisdurumu", "kupondurumu", "kullanildi", "kullanildimi",
    // Arabic
    "الحالة", "حالة", "حالةالطلب", "حالةالقسيمة", "حالةالكوبون", "مستخدم", "تمالاستخدام",
    // Chinese
    "状态", "订单状态", "优惠券状态", "使用状态", "交易状态", "核销状态", "是否使用", "是否核销", "狀態", "訂單狀態",
    "優惠券狀態", "使用狀態", "交易狀態", "是否已使用",
    // Japanese
    "ステータス", "状態", "注文ステータス", "注文状態", "受注ステータス", "利用状況", "使用状況", "クーポン状態",
    "利用済み", "使用済み",
];

/// The coupon, its code or its campaign.
pub const COUPON: &[&str] = &[
    // English
    "coupon", "coupons", "couponcode", "couponcodes", "couponid", "couponused", "coupontitle", "voucher",
    "vouchername", "vouchercode", "voucherid", "campaign", "campaignname", "campaignid", "campaigntitle", "offer",
    "offername", "offerid", "offercode", "promo", "promocode", "promoname", "promoid", "promotion", "promotionname",
    "promotioncode", "promotionid", "discountcode", "discountname", "deal", "dealname", "dealid", "giftcardcode",
    "reward", "rewardname", "rewardid",
    // exports
    "couponitems", "cartdiscountcode", "codespromo", "couponrulename",
    // German
    "gutschein", "gutscheincode", "gutscheinname", "gutscheinnummer", "kampagne", "rabattcode", "aktion",
    "aktionscode", "angebot",
    // French
    "codepromo", "codedereduction", "bondereduction", "bon", "bondachat", "campagne", "offre", "codecoupon",
    "chequecadeau",
    // Spanish
    "cupon", "cupones", "codigodecupon", "codigocupon", "codigopromocional", "codigodedescuento", "vale", "campana",
    "oferta", "promocion", "nombredelcupon",
    // Portuguese
    "cupom", "cupons", "cupao", "codigodocupom", "codigodedesconto", "campanha", "promocao", "nomedocupom",
    // Italian
    "buono", "buonosconto", "codicecoupon", "codicepromozionale", "codicesconto", "campagna", "offerta", "promozione",
    "nomecoupon",
    // Dutch
    "kortingsbon", "kortingscode", "waardebon", "actie", "aanbieding",
    // Polish
    "kupon", "kodkuponu", "kodrabatowy", "kampania", "promocja", "nazwakuponu",
    // Turkish
    "kuponkodu", "kuponadi", "indirimkodu", "promosyonkodu", "kampanya", "kampanyaadi", "teklif", "hediyeceki",
    // Arabic
    "القسيمة", "قسيمة", "رمزالقسيمة", "الكوبون", "كوبون", "رمزالكوبون", "كودالخصم", "رمزالخصم", "الحملة", "العرض",
    // Chinese
    "优惠券", "优惠券名称", "优惠券码", "优惠券id", "优惠码", "券名称", "券码", "券", "活动", "活动名称",
    "优惠券编号", "代金券", "折扣码", "優惠券", "優惠券名稱", "優惠券代碼", "優惠碼", "折價券", "活動", "活動名稱",
    "折扣碼",
    // Japanese
    "クーポン", "クーポン名", "クーポンコード", "クーポンid", "クーポン番号", "キャンペーン", "キャンペーン名",
    "割引コード", "特典", "特典名",
];

/// The day on which a coupon was used.
pub const BURN: &[&str] = &[
    // English
    "burndatetime", "burntdate", "burneddate", "burntat", "burnedat", "burnton", "burnedon", "burntime", "burnat",
    "dateburnt", "redemptiondate", "redemptiontime", "redemptiondatetime", "redemptiontimestamp", "redeemdate",
    "redeemtime", "redeemeddate", "redeemedat", "redeemedon", "redeemedtime", "dateredeemed", "dateofredemption",
    "useddate", "usedat", "usedon", "usedate", "usetime", "usagedate", "usagetime", "dateused", "dateofuse",
    "couponusedat", "consumedat", "consumptiondate", "appliedat", "couponredeemedat", "couponredemptiondate",
    "utilisedat", "utilizedat", "redeemedtimestamp",
    // German
    "eingelostam", "eingeloestam", "einlosedatum", "einlosungsdatum", "einlosung", "einlosezeitpunkt", "verwendetam",
    "benutztam", "genutztam",
    // French
    "datedutilisation", "dateutilisation", "utilisele", "datedeconsommation", "datedechange", "echangele",
    // Spanish
    "fechadecanje", "fechacanje", "canjeadoel", "fechadeuso", "fechauso", "usadoel", "utilizadoel",
    "fechaderedencion",
    // Portuguese
    "dataderesgate", "datadoresgate", "dataresgate", "resgatadoem", "datadeuso", "datadouso", "datadeutilizacao",
    "usadoem", "utilizadoem",
    // Italian
    "datadiutilizzo", "datautilizzo", "utilizzatoil", "datadiriscatto", "riscattatoil", "usatoil",
    // Dutch
    "inwisseldatum", "ingewisseldop", "gebruiktop", "gebruiksdatum", "inleverdatum", "verzilverdop", "verzilverdatum",
    // Polish
    "datawykorzystania", "wykorzystanodnia", "datarealizacji", "datauzycia", "uzyto", "zrealizowano",
    // Turkish
    "kullanimtarihi", "kullanmatarihi", "kullanildigitarih", "bozdurmatarihi",
    // Arabic
    "تاريخالاستخدام", "تاريخالاسترداد", "تاريخالصرف",
    // Chinese
    "使用日期", "使用时间", "核销日期", "核销时间", "兑换日期", "兑换时间", "用券时间", "使用時間", "核銷日期",
    "核銷時間", "兌換日期", "兌換時間",
    // Japanese
    "利用日", "使用日", "使用日時", "消込日", "交換日", "引換日", "クーポン利用日", "クーポン使用日",
];

/// The last day on which a coupon can be used.
pub const EXPIRY: &[&str] = &[
    // English
    "expirationdate", "expiresat", "expireson", "expires", "expiredate", "expiredat", "expiry", "expiration",
    "validuntil", "validto", "validtill", "validthrough", "endofvalidity", "validityend", "expirationtime",
    "validtodate", "couponexpiry", "couponexpirationdate", "bestbefore",
    // German
    "ablaufdatum", "lauftabam", "gultigbis", "verfallsdatum", "gultigkeitsende",
    // French
    "datedexpiration", "dateexpiration", "expirele", "valablejusquau", "validejusquau", "datedefindevalidite",
    // Spanish
    "fechadecaducidad", "fechadevencimiento", "fechavencimiento", "fechacaducidad", "caducael", "venceel",
    "validohasta",
    // Portuguese
    "datadevalidade", "datadeexpiracao", "datadevencimento", "validade", "expiraem", "validoate", "venceem",
    // Italian
    "datadiscadenza", "datascadenza", "scadenza", "scadeil", "validofinoal",
    // Dutch
    "vervaldatum", "verloopdatum", "verlooptop", "geldigtot", "geldigtotenmet",
    // Polish
    "datawaznosci", "datawygasniecia", "waznydo", "wygasa",
    // Turkish
    "sonkullanmatarihi", "gecerliliktarihi", "bitistarihi", "sonkullanimtarihi",
    // Arabic
    "تاريخالانتهاء", "تاريخانتهاءالصلاحية", "صالححتى",
    // Chinese
    "到期日期", "过期时间", "过期日期", "有效期至", "失效日期", "截止日期", "到期时间", "到期日", "過期時間",
    "過期日期", "到期時間", "有效期限",
    // Japanese
    "有効期限", "有効期限日", "期限", "失効日",
];

/// The shop.
pub const BRANCH: &[&str] = &[
    // English
    "branch", "branchcode", "branchkey", "branchno", "branchnumber", "storeid", "store", "storecode", "storeno",
    "storenumber", "storenbr", "storekey", "outletid", "outlet", "outletcode", "shopid", "shopcode", "shopno",
    "locationid", "locationcode", "locationkey", "pointofsale", "posid", "redeemedatstore", "redemptionstore",
    "siteid", "sitecode",
    // German
    "filiale", "filialid", "filialnummer", "filialnr", "standortid", "laden", "ladennummer", "marktnummer",
    "verkaufsstelle",
    // French
    "magasin", "idmagasin", "codemagasin", "nmagasin", "pointdevente", "succursale", "agence", "boutique",
    // Spanish
    "sucursal", "idsucursal", "codigodesucursal", "tienda", "idtienda", "codigotienda", "puntodeventa",
    // Portuguese
    "filial", "idfilial", "codigodafilial", "loja", "idloja", "codigodaloja", "pontodevenda",
    // Italian
    "negozio", "idnegozio", "codicenegozio", "puntovendita",
    // Dutch
    "filiaal", "filiaalnummer", "winkel", "winkelid", "winkelnummer", "vestiging",
    // Polish
    "oddzial", "sklep", "idsklepu", "nrsklepu", "kodsklepu", "placowka",
    // Turkish
    "sube", "subekodu", "subeno", "magaza", "magazakodu", "magazano", "magazaid",
    // Arabic
    "الفرع", "رقمالفرع", "معرفالفرع", "المتجر", "رقمالمتجر",
    // Chinese
    "门店", "门店编号", "门店id", "分店", "分店编号", "店铺", "店铺id", "店铺编号", "商店", "門市", "門店",
    "門店編號", "分店編號", "店鋪",
    // Japanese
    "店舗", "店舗id", "店舗コード", "店舗番号", "支店", "支店コード",
];

/// The amount of an order or of a line of it; the amount of the whole row first, a price last.
pub const AMOUNT: &[&str] = &[
    // English
    "total", "totalamount", "transactionamount", "tranamount", "transamount", "txnamount", "orderamount",
    "ordertotal", "ordervalue", "totalprice", "totalvalue", "totalsales", "totalspend", "totalspent", "totalcost",
    "grandtotal", "grandtotalbase", "grandtotalpurchased", "basegrandtotal", "amountpaid", "paidamount",
    "amountspent", "amountdue", "totalpaid", "totalpaidtaxincl", "netamount", "netsales", "nettotal", "netvalue",
    "netrevenue", "sales", "saleamount", "salesamount", "salesvalue", "salevalue", "salepricetotal", "grosssales",
    "grossamount", "grosstotal", "grossrevenue", "revenue", "turnover", "subtotal", "linetotal", "lineamount",
    "linevalue", "lineitemtotal", "extendedprice", "linesales", "spend", "spent", "spending", "purchaseamount",
    "purchasevalue", "purchaseamountusd", "basketvalue", "basketamount", "invoicetotal", "invoiceamount",
    "invoicevalue", "billamount", "billtotal", "billvalue", "paymentamount", "paymentvalue", "payment",
    "transactionvalue", "monetary", "monetaryvalue", "carttotal", "cartvalue", "pricetotal", "amountusd", "amountgbp",
    "amounteur", "totsales", "dollars",
    // exports
    "convertedamount", "totalcollected", "ordersubtotal", "discountamounttotal",
    // German
    "betrag", "summe", "gesamt", "gesamtbetrag", "gesamtsumme", "gesamtpreis", "bestellwert", "umsatz",
    "rechnungsbetrag", "endbetrag", "nettobetrag", "bruttobetrag", "nettoumsatz", "warenwert", "warenkorbwert",
    "kaufbetrag",
    // French
    "montant", "montanttotal", "totalttc", "totalht", "montantttc", "montantht", "montantpaye", "totalpaye",
    "ventesnettes", "ventesbrutes", "chiffredaffaires", "ca", "caht", "cattc", "prixtotal", "montantdelacommande",
    "soustotal",
    // Spanish
    "importe", "importetotal", "monto", "montototal", "totalpedido", "totalventa", "valor", "valortotal",
    "preciototal", "ventasnetas", "ventasbrutas", "ventas", "venta", "totalpagado", "importeneto",
    // Portuguese
    "valordopedido", "valordacompra", "valorpago", "valordavenda", "montante", "totaldopedido", "totaldavenda",
    "precototal", "receita", "faturamento", "vendasliquidas", "venda",
    // Italian
    "importo", "importototale", "totale", "totaleordine", "prezzototale", "ricavo", "fatturato", "venditenette",
    "venditelorde", "spesa", "subtotale",
    // Dutch
    "bedrag", "totaal", "totaalbedrag", "totaalprijs", "orderbedrag", "orderwaarde", "bestelwaarde", "omzet",
    "nettoomzet", "subtotaal", "factuurbedrag",
    // Polish
    "kwota", "kwotazamowienia", "kwotarazem", "suma", "razem", "wartosc", "wartosczamowienia", "lacznie", "przychod",
    "sprzedaz", "wartoscbrutto", "wartoscnetto", "kwotabrutto", "kwotanetto", "dozaplaty",
    // Turkish
    "tutar", "toplam", "toplamtutar", "siparistutari", "odenentutar", "faturatutari", "toplamfiyat", "ciro",
    "netsatis", "geneltoplam", "harcama", "satistutari",
    // Arabic
    "المبلغ", "المبلغالاجمالي", "الاجمالي", "المجموع", "اجماليالمبلغ", "اجماليالطلب", "الايرادات", "المبيعات",
    "صافيالمبيعات",
    // Chinese
    "金额", "总金额", "订单金额", "消费金额", "交易金额", "支付金额", "实付金额", "实付", "总额", "总价", "合计",
    "销售额", "收入", "应付金额", "金額", "總金額", "訂單金額", "消費金額", "交易金額", "總額", "總價", "合計",
    "銷售額", "實付金額",
    // Japanese
    "合計金額", "総額", "購入金額", "注文金額", "売上", "売上金額", "支払金額", "請求金額", "小計", "取引金額",
    "利用金額", "決済金額",
];

/// A price or a value: the amount of a row, or with a quantity the price of one piece.
pub const PRICE_FALLBACK: &[&str] = &[
    // English
    "price", "value", "cost",
    // German
    "preis", "wert",
    // French
    "prix", "valeur",
    // Spanish
    "precio", "valor",
    // Portuguese
    "preco",
    // Italian
    "prezzo", "valore",
    // Dutch
    "prijs", "waarde",
    // Polish
    "cena", "wartosc",
    // Turkish
    "fiyat", "deger",
    // Arabic
    "السعر", "القيمة",
    // Chinese
    "价格", "價格",
    // Japanese
    "価格", "値段",
];

/// What was bought; names before codes.
pub const PRODUCT: &[&str] = &[
    // English
    "productname", "producttitle", "products", "item", "items", "itemname", "itemtitle", "itemdescription",
    "description", "productdescription", "productcategory", "category", "categoryname", "subcategory", "producttype",
    "sku", "skuname", "stockcode", "productid", "productcode", "productkey", "itemid", "itemcode", "itemno",
    "itemnumber", "itemsku", "article", "articlename", "articleid", "department", "commodity", "commoditydesc",
    "asset", "brand",
    // exports
    "lineitemname", "lineitemsku", "lineitems", "pricepointname",
    // German
    "produkt", "produktname", "produkte", "artikel", "artikelname", "artikelbezeichnung", "artikelnummer",
    "artikelnr", "bezeichnung", "beschreibung", "warengruppe", "kategorie", "ware",
    // French
    "produit", "produits", "nomduproduit", "nomproduit", "articles", "libelle", "designation", "designationduproduit",
    "categorie", "referenceproduit", "codeproduit", "refproduit",
    // Spanish
    "producto", "productos", "nombredelproducto", "nombreproducto", "articulo", "descripcion", "categoria",
    "codigodeproducto", "codigoproducto", "referencia",
    // Portuguese
    "produto", "produtos", "nomedoproduto", "nomeproduto", "descricao", "descricaodoproduto", "codigodoproduto",
    "artigo",
    // Italian
    "prodotto", "prodotti", "nomeprodotto", "articolo", "descrizione", "codiceprodotto", "codicearticolo",
    // Dutch
    "product", "productnaam", "artikelnaam", "omschrijving", "artikelcode",
    // Polish
    "produkty", "nazwaproduktu", "towar", "nazwatowaru", "artykul", "opis", "kategoria", "kodproduktu",
    // Turkish
    "urun", "urunler", "urunadi", "urunkodu", "urunismi", "kategori", "aciklama", "stokkodu",
    // Arabic
    "المنتج", "المنتجات", "اسمالمنتج", "رمزالمنتج", "الصنف", "اسمالصنف", "الوصف", "الفية",
    // Chinese
    "商品", "商品名称", "商品名", "产品", "产品名称", "产品名", "商品编号", "商品编码", "商品id", "品名", "货品",
    "类别", "品类", "商品分类", "商品類別", "商品名稱", "產品", "產品名稱", "類別", "商品編號",
    // Japanese
    "商品コード", "製品", "製品名", "品目", "カテゴリ", "カテゴリー", "商品カテゴリ", "アイテム",
];

/// How many pieces were bought.
pub const QUANTITY: &[&str] = &[
    // English
    "qty", "quantityordered", "orderquantity", "qtyordered", "totalqtyordered", "quantitysold", "itemssold",
    "itemquantity", "itemqty", "productquantity", "productqty", "numberofitems", "numitems", "noofitems", "itemcount",
    "itemscount", "units", "unitssold", "unitcount", "pieces", "pcs", "purchasequantity", "totalquantity", "prodqty",
    "basketsize",
    // exports
    "lineitemquantity", "quantityrefund", "orderitemscount",
    // German
    "menge", "anzahl", "stuckzahl", "stuck", "bestellmenge", "anzahlartikel", "verkaufteartikel",
    // French
    "quantite", "qte", "nombredarticles", "nbarticles", "articlesvendus", "quantitecommandee",
    // Spanish
    "cantidad", "cant", "unidades", "numerodearticulos", "articulosvendidos",
    // Portuguese
    "quantidade", "qtd", "qtde", "quant", "itensvendidos", "numerodeitens",
    // Italian
    "quantita", "qta", "pezzi", "articolivenduti", "unita",
    // Dutch
    "aantal", "hoeveelheid", "stuks", "verkochteartikelen",
    // Polish
    "ilosc", "liczba", "sztuk", "liczbasztuk", "iloscsztuk", "szt",
    // Turkish
    "miktar", "adet", "satilanurunler", "satilanadet",
    // Arabic
    "الكمية", "العدد", "كمية",
    // Chinese
    "数量", "购买数量", "件数", "销量", "销售数量", "商品数量", "數量", "購買數量", "件數", "銷售數量",
    // Japanese
    "個数", "点数", "購入数", "購入数量", "注文数",
];

/// The price of one piece.
pub const PRICE: &[&str] = &[
    // English
    "priceperunit", "priceeach", "unitcost", "itemprice", "productprice", "sellingprice", "saleprice", "salesprice",
    "unitsellingprice", "retailprice", "unitamount", "priceunit", "itemcost",
    // exports
    "lineitemprice", "unitpricetaxincl",
    // German
    "einzelpreis", "stuckpreis", "verkaufspreis", "preisprostuck", "artikelpreis", "einheitspreis",
    // French
    "prixunitaire", "pu", "prixunitairettc", "prixunitaireht", "puht", "puttc", "prixdevente",
    // Spanish
    "preciounitario", "preciounidad", "precioporunidad", "preciodeventa",
    // Portuguese
    "precounitario", "valorunitario", "precoporunidade", "precodevenda", "vlrunitario",
    // Italian
    "prezzounitario", "prezzodivendita",
    // Dutch
    "stukprijs", "eenheidsprijs", "prijsperstuk", "verkoopprijs",
    // Polish
    "cenajednostkowa", "cenazasztuke", "cenasprzedazy",
    // Turkish
    "birimfiyat", "birimfiyati", "satisfiyati",
    // Arabic
    "سعرالوحدة", "سعرالبيع",
    // Chinese
    "单价", "商品单价", "商品价格", "售价", "單價", "商品單價", "售價",
    // Japanese
    "単価", "商品単価", "販売価格", "販売単価",
];

/// The company that a branch belongs to.
pub const MERCHANT: &[&str] = &[
    // English
    "merchant", "merchantcode", "merchantkey", "merchantno", "brandid", "vendorid", "partnerid", "retailerid",
    "companyid", "chainid", "sellerid",
    // German
    "handler", "handlerid", "handlernummer", "marke", "partner",
    // French
    "commercant", "idcommercant", "marchand", "enseigne", "marque", "partenaire",
    // Spanish
    "comercio", "idcomercio", "comerciante", "marca", "sociocomercial",
    // Portuguese
    "lojista", "estabelecimento", "parceiro",
    // Italian
    "commerciante", "esercente", "marchio", "partnercommerciale",
    // Dutch
    "handelaar", "verkoper", "merk",
    // Polish
    "sprzedawca", "marka", "kupiec",
    // Turkish
    "satici", "isyeri", "uyeisyeri",
    // Arabic
    "التاجر", "رقمالتاجر", "معرفالتاجر",
    // Chinese
    "商户", "商户编号", "商户id", "商家", "商家id", "品牌", "商戶", "商戶編號",
    // Japanese
    "加盟店", "加盟店id", "加盟店コード", "店舗運営会社", "ブランド",
];

/// Any id, in a table that is known by its name.
pub const ID: &[&str] = &[
    // English
    "id", "key", "code", "no", "nr", "number", "num",
    // German
    "nummer", "kurzel",
    // French
    "n", "numero", "identifiant",
    // Spanish
    "codigo", "identificador",
    // Italian
    "codice",
    // Polish
    "numer", "kod",
    // Turkish
    "numara",
    // Arabic
    "الرقم", "المعرف", "الرمز", "رقم",
    // Chinese
    "编号", "代码", "编码", "編號", "代碼",
    // Japanese
    "番号", "コード",
];

/// Any name, in a table that is known by its name.
pub const NAME: &[&str] = &[
    // English
    "name", "label", "title", "description", "fullname",
    // German
    "bezeichnung", "beschreibung",
    // French
    "nom", "libelle", "designation",
    // Spanish
    "nombre", "descripcion",
    // Portuguese
    "nome", "descricao",
    // Italian
    "descrizione",
    // Dutch
    "naam", "omschrijving",
    // Polish
    "nazwa", "opis",
    // Turkish
    "ad", "adi", "isim",
    // Arabic
    "الاسم", "اسم",
    // Chinese
    "名称", "姓名", "名字", "名稱",
    // Japanese
    "名前", "氏名",
];

/// The place of a customer: the city, else the finest of the wider places.
pub const PLACE: &[&str] = &[
    // English
    "city", "citycode", "citykey", "cityname", "town", "customercity", "customertown", "clientcity", "usercity",
    "membercity", "homecity", "storecity", "billingcity", "citybilling", "shippingcity", "municipality", "suburb",
    // German
    "ort", "stadt", "wohnort", "ortschaft", "gemeinde", "rechnungsort",
    // French
    "ville", "commune", "localite", "villedefacturation", "villeclient",
    // Spanish
    "ciudad", "localidad", "poblacion", "municipio", "poblado",
    // Portuguese
    "cidade", "localidade", "concelho", "cidadecliente",
    // Italian
    "citta", "comune", "localita",
    // Dutch
    "plaats", "woonplaats", "stad", "gemeente",
    // Polish
    "miasto", "miejscowosc", "gmina",
    // Turkish
    "sehir", "il", "ilce", "kent",
    // Arabic
    "المدينة", "مدينة",
    // Chinese
    "城市", "所在城市", "市", "城市名", "城市名称",
    // Japanese
    "市区町村", "都市", "市町村", "住所1",
    // wider places, English
    "region", "customerregion", "state", "customerstate", "province", "billingprovince", "billingprovincename",
    "billingstate", "county", "district", "governorate", "area", "zone", "territory", "country", "customercountry",
    "billingcountry", "countrycode", "countryregion", "nation",
    // wider places, German
    "bundesland", "kreis", "land", "kanton",
    // wider places, French
    "departement", "pays",
    // wider places, Spanish
    "provincia", "departamento", "comunidadautonoma", "estadocliente", "pais",
    // wider places, Portuguese
    "regiao", "estado", "uf", "distrito",
    // wider places, Italian
    "regione", "paese", "nazione",
    // wider places, Dutch
    "regio", "provincie",
    // wider places, Polish
    "wojewodztwo", "powiat", "kraj",
    // wider places, Turkish
    "bolge", "ulke",
    // wider places, Arabic
    "المنطقة", "المحافظة", "البلد", "الدولة",
    // wider places, Chinese
    "地区", "省份", "省", "区域", "国家", "地區", "國家",
    // wider places, Japanese
    "都道府県", "地域", "国",
];
