/** Where a first name is most at home: a hint for a look when a script gives none, never more. */
export type Origin = 'european' | 'nordic' | 'african' | 'arab' | 'south-asian' | 'east-asian' | 'latin';

/** Common names that are nearly always one gender's. Names given to both (Sam, Alex, Robin) are left out on purpose. */
const table: Readonly<Record<Origin, { readonly female: string; readonly male: string }>> = {
  european: {
    female: `abigail ada adele agatha agnes alice alicia alison amanda amelia amy andrea angela anna anne annie audrey barbara beatrice
      bella bertha beth betty bridget camille caroline catherine cathy cecilia charlotte chloe claire clara claudia cora cynthia daisy
      deborah delia denise diana donna doris dorothy edith eileen elaine eleanor elena elisabeth elise eliza elizabeth ella ellen
      eloise emily emma erica esther eva eve evelyn fiona flora florence frances gabrielle georgia gertrude gina giulia gladys gloria
      grace greta gwen hannah harriet hazel heather heidi helen helena henrietta hilda holly irene iris isabel isabella ivy jacqueline
      jane janet jean jennifer jenny jessica jill joan joanna josephine joyce judith judy julia julie juliet karen kate katherine
      kathleen katie laura lauren lena leonie lily linda lisa lotte louise lucia lucy lydia mabel madeleine maggie marge margaret
      marianne marie marion marta martha mary matilda maud melanie melissa mia michelle mildred miranda miriam molly monica nadia nancy
      natalie natasha nell nicole nina nora norma olga olivia ophelia pamela patricia paula pauline penelope petra phoebe polly rachel
      rebecca rhoda rita roberta rosalind rose rosie roxanne ruby ruth sabrina sally samantha sandra sara sarah sharon sheila silvia
      sonia sophia sophie stella stephanie stina susan suzanne sylvia tanya tatiana teresa tess theresa tina ursula valerie vanessa
      vera veronica victoria viola violet virginia wendy wilma winifred yvonne zoe maya lea`,
    male: `aaron abel abraham adam adrian alan albert alexander alfred andreas andrew anthony antoine arnold arthur austin barry bartholomew
      ben benjamin bernard bert bill billy bob bobby brad bradley brian bruce bruno carl cedric chad charles charlie christian
      christopher clarence claude clive colin conrad craig curtis damon dan daniel darren dave david dean dennis derek dominic donald
      doug douglas duncan dylan earl ed eddie edgar edmund edward edwin elias elijah elliot emil eric ernest ethan eugene evan felix
      ferdinand finn floyd frank franz fred frederick gareth gary geoffrey george gerald gerard gilbert giovanni glenn gordon graham
      greg gregory guy hank hans harold harry harvey hector henri henry herbert herman howard hugh hugo ian igor isaac isaak ivan jack
      jacob jake james jason jasper jeff jeffrey jeremy jerome jerry jim jimmy joe joel johann john johnny jon jonah jonas jonathan
      joseph josh joshua julian julius karl keith ken kenneth kevin klaus kurt larry laurence leo leon leonard leopold lewis liam louis
      lucas luca luke luigi malcolm marc marcel marco marcus mario mark martin marvin matt matteo matthew maurice max maximilian
      maxwell michael mick mike mikhail mitch nathan ned neil nicholas nick nigel noah norman oliver oscar otto owen patrick paul pete
      peter phil philip pierre quentin ralph randall ray raymond reginald richard rick rob robert rodney roger roland ronald rory ross
      roy rudolf rupert russell ryan samuel scott sean sebastian sergei seth silas simon stan stanley stefan stephen steve steven
      stuart ted terence theo theodore thomas tim timothy tobias tom tommy tony travis trevor tristan vernon victor vincent vladimir
      walter warren wayne wilbur will william winston wolfgang zachary`,
  },
  nordic: {
    female: `agneta aino annika astrid birgit birgitta britta dagny ebba elin elsa freja freya frida gudrun gunilla hanna hedda ingrid inga
      kajsa karin kerstin kirsten linnea liv lovisa maja malin marit moa ragnhild saga signe sigrid siri solveig svea tove tuva ulla`,
    male: `aksel anders arne asbjorn axel bengt bjorn bo einar eirik erik fredrik gunnar gustav haakon hakan harald henrik jens johan jorgen
      kjell knut lars leif magnus mats mikael mikko niels nils odd ola olaf olav ole olof orvar per ragnar roar rolf rune sigurd sixten
      soren sten sven svein tor torsten ulf viggo`,
  },
  african: {
    female: `abeba abena adaeze adanna ama amara asmeret aster ayana chiamaka chidinma ebele efua esi fatou fatoumata feven folake hiwot ife
      kemi lerato makeda meron mihret naledi ngozi nia nkechi nomvula oluchi saba selam selamawit senait shani temitope thandi thandiwe
      tigist wanjiru yaa yewande yordanos zola zuri winta rahwa`,
    male: `abdoulaye abebe adebayo adisa amadou asante ayo bakari chidi chike chinedu dawit ekow emeka femi fikru girma haile idris ike
      jabari juma kofi kojo kwabena kwame kwasi lamine lerumo mamadou mandla mekonnen musa obi obinna okoro oluwaseun oumar ousmane
      sefu segun sekou senay sipho tafari tendai tesfaye thabo themba tunde uche yaw yohannes zeke`,
  },
  arab: {
    female: `aaliyah aisha aliya amina amira asma aya dalia fairuz farah farida fatima fatma ghada hala halima hanan huda iman jamila khadija
      laila lamia latifa layla leila lina maha malak mariam maryam mona nadine nawal noor noura parisa rana rania reem rima salma samira
      shadi shirin soraya yasmin yasmina zahra zainab zeynep`,
    male: `abbas abdul abdullah adel ahmad ahmed ali amir anwar ashraf aziz bashir bilal fadi faisal farid farouk fuad habib hadi hakim hamid
      hamza hasan hassan hussein ibrahim imran ismail jabir jamal kamal karim khalid khalil mahmoud majid malik mansour marwan mehmet
      mohamed mohammed muhammad murad mustafa nabil nasser omar osman rafiq rahim ramzi rashid reza saeed said salim sami samir tahir
      tarek tariq walid yasser youssef yusuf ziad`,
  },
  'south-asian': {
    female: `aditi aishwarya ananya anika anita anjali aparna asha bhavna chitra deepa deepika devi diya divya gayatri geeta indira isha jaya
      kavita kavya lakshmi lalita madhuri malini meena meera nandini neha nisha padma pooja prachi priya radha rani rekha ritu roshni
      rupa saanvi sangeeta sarita savita seema shalini shanti shreya sita sneha sunita supriya sushma uma usha vidya`,
    male: `abhishek aditya ajay akash amit anand anil arjun arun arvind ashok bharat chandra deepak dev dinesh ganesh gaurav gopal hari harish
      jay karan kiran krishna kumar mahesh manoj mohan mukesh naveen nikhil nitin pradeep prakash pranav rahul raj rajesh rajiv rakesh
      ram ramesh ravi rohan rohit sachin sandeep sanjay shankar shiva siddharth sunil suresh varun vijay vikram vinod vishal vivek`,
  },
  'east-asian': {
    female: `akiko asuka ayako bao chihiro chiyo eiko emi fumiko hana haruka hikari hiroko hua hui ji-woo jia jing keiko kumiko lan lien ling
      mai mei mei-ling michiko midori misaki mizuki naoko noriko nozomi ping qing reiko rin sachiko sakura satsuki sayuri seo-yeon
      shizuka soo-jin sumi tomoko trang xia xiu yan yoko yoshiko yui yuki yumi yuna zhen`,
    male: `akio akira bing bo-wen cheng chen daichi daiki daisuke fumio goro haruki haruto hideo hiro hiroshi isamu jian jin-ho jiro joon
      jun-ho katsuro kazuo keiji kenji kenta koji kyo liang makoto masao min-jun minho nobu osamu ren riku ryo ryu satoru satoshi
      shigeru shin shinji sung-min tadashi taiki takashi takeshi taro tetsuo toshiro wei xiang yamato yang yasuo yosuke yuta zhang`,
  },
  latin: {
    female: `adriana alejandra ana ana-maria antonia araceli beatriz blanca camila carla carmen carolina catalina celia concepcion consuelo
      daniela dolores elvira esmeralda esperanza estela fernanda gabriela graciela guadalupe ines isabela ximena josefina juana juanita
      julieta leticia lola lourdes lucinda luisa luz magdalena manuela marcela margarita maria mariana maribel marina marisol mercedes
      paloma paola pilar raquel rocio rosa rosalia rosario silvina sofia soledad valentina valeria yolanda`,
    male: `alberto alejandro alfonso alfredo alonso alvaro andres angel antonio armando arturo benito carlos cesar cristobal diego domingo
      eduardo emilio enrique ernesto esteban federico felipe fernando francisco gabriel gerardo gonzalo guillermo gustavo hernan ignacio
      jaime javier jesus joaquin jorge jose juan julio leonardo lorenzo luis manuel marcos mateo mauricio miguel nestor octavio orlando
      pablo paco pancho pedro rafael ramon raul ricardo roberto rodrigo salvador santiago sergio tomas vicente xavier`,
  },
};

export interface NameHint {
  readonly gender: 'female' | 'male';
  readonly origin: Origin;
}

const hints = new Map<string, NameHint>();
for (const [origin, names] of Object.entries(table)) {
  for (const gender of ['female', 'male'] as const) {
    for (const name of names[gender].split(/\s+/)) {
      // Object.entries widens the key; the table is keyed by Origin.
      if (!hints.has(name)) hints.set(name, { gender, origin: origin as Origin });
    }
  }
}

/** What a first name suggests, in any case and with or without accents; `null` for names given to both and for unknown ones. */
export function hintOfName(name: string): NameHint | null {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ø/g, 'o');
  return hints.get(plain) ?? null;
}
