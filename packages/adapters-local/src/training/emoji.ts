/** Emoji that praise in every language, strongest first. */
const PRAISE = '😍🥰😻🤩❤💖💕💗💓💞💘💙💚💛💜🧡🖤🤍💯🎉🎊🏆🥇🌟⭐😁😃😄😀😊🥳😘👍👏🙌👌🤗😎😋🤤💪✨🔥😂🤣😆😇🙏🙂😉☺✅💐🌹🌸😅';
/** Emoji that complain in every language. */
const COMPLAINT = '🤬😡😠🤮🖕👎😤💩😭😢😞😩😫😖😣😒🙄😑😔😟😕☹🙁😥😓💔🤢😱😨😰😧😦😪🤦🗑❌⛔🚫😾🙅😷🤡🤯😬😐🥱😿☠💀';
/** Valence of the first of a list, and of the last. */
const STRONGEST = 3;
const WEAKEST = 1.2;

/** Valences of emoji, by the emoji without variation selector. Earshot's own judgement. */
export const EMOJI: ReadonlyMap<string, number> = new Map([...valences(PRAISE, 1), ...valences(COMPLAINT, -1)]);

function valences(list: string, sign: 1 | -1): (readonly [string, number])[] {
  const emoji = [...list];
  return emoji.map((one, i) => [one, sign * (STRONGEST - ((STRONGEST - WEAKEST) * i) / emoji.length)]);
}
