/** What features need to know of a language. Part of the features: after a change, weights are to be trained anew. */
export interface LanguageWords {
  /** Words that turn the next few around. */
  readonly negations: ReadonlySet<string>;
  /** Words that begin another thought. */
  readonly turns: ReadonlySet<string>;
  /** Words that make the next one stronger (1) or weaker (−1). */
  readonly degrees: ReadonlyMap<string, number>;
  /** Whether an apostrophe parts words, as in `l'hôtel`. */
  readonly elision: boolean;
}

function words(list: string): string[] {
  return list.split(' ');
}

function language(negations: string, turns: string, stronger: string, weaker: string, elision = false): LanguageWords {
  const degrees = new Map([
    ...words(stronger).map((word) => [word, 1] as const),
    ...words(weaker).map((word) => [word, -1] as const),
  ]);
  return { negations: new Set(words(negations)), turns: new Set(words(turns)), degrees, elision };
}

/** The languages that can be trained, by ISO 639-1 code. */
export const LANGUAGES: ReadonlyMap<string, LanguageWords> = new Map([
  [
    'en',
    language(
      "not no never nothing nobody none nowhere neither nor without hardly barely scarcely rarely can't cannot cant don't dont doesn't doesnt didn't didnt won't wont isn't isnt aren't arent wasn't wasnt weren't werent couldn't couldnt wouldn't wouldnt shouldn't shouldnt haven't havent hasn't hasnt hadn't hadnt ain't aint mustn't needn't nope",
      'but however although though yet except unfortunately whereas while until',
      'very really extremely absolutely totally completely so super incredibly highly truly amazingly utterly most especially entirely insanely',
      'slightly somewhat barely hardly little kinda sorta almost partly fairly',
    ),
  ],
  [
    'de',
    language(
      'nicht nich net kein keine keinen keinem keiner keines nie niemals nichts niemand ohne weder noch kaum nirgends',
      'aber jedoch obwohl doch allerdings leider sondern trotzdem dafür nur',
      'sehr wirklich extrem absolut total völlig super besonders echt mega so richtig',
      'etwas wenig kaum fast ziemlich halbwegs',
    ),
  ],
  [
    'es',
    language(
      'no ni nunca jamás jamas nada nadie ningún ninguna ninguno sin tampoco apenas',
      'pero aunque sino mas lástima excepto salvo mientras',
      'muy realmente super súper totalmente absolutamente tan demasiado bien re',
      'poco algo casi medio bastante',
    ),
  ],
  [
    'fr',
    language(
      'ne n pas jamais rien personne aucun aucune sans ni plus guère nulle',
      'mais cependant pourtant toutefois malgré sauf dommage quoique bien',
      'très vraiment trop extrêmement absolument totalement super tellement si',
      'peu assez presque plutôt moyennement',
      true,
    ),
  ],
  [
    'it',
    language(
      'non né mai niente nulla nessuno nessuna nessun senza neanche nemmeno neppure',
      'ma però tuttavia anche sebbene peccato purtroppo eccetto tranne mentre',
      'molto davvero veramente troppo estremamente assolutamente totalmente super così tanto',
      'poco abbastanza quasi piuttosto',
      true,
    ),
  ],
  [
    'pt',
    language(
      'não nao nem nunca jamais nada ninguém ninguem nenhum nenhuma sem tampouco',
      'mas porém porem embora contudo entretanto infelizmente exceto enquanto só',
      'muito realmente super totalmente absolutamente tão demais bem extremamente',
      'pouco quase meio bastante',
    ),
  ],
]);
