/** How customers of a language begin and end, what they are called, and where they live. */
export interface Manners {
  readonly greetings: readonly string[];
  readonly closings: readonly string[];
  readonly names: readonly string[];
  /** What somebody who takes a call writes before it. */
  readonly calls: readonly string[];
  /** What stands before the number of an order. */
  readonly orders: readonly string[];
  readonly countries: readonly string[];
}

/** Manners by language. */
export const MANNERS: Readonly<Record<string, Manners>> = {
  en: {
    greetings: ['Hello,', 'Hi,', 'Hi there,', 'Dear team,', 'Good morning,', 'To whom it may concern,'],
    closings: ['Regards,', 'Thanks,', 'Best,', 'Kind regards,', 'Yours,'],
    names: [
      'Maya',
      'Tom H.',
      'R. Okafor',
      'Siobhan',
      'Dev',
      'Ellen Price',
      'J. Whitlock',
      'Amara',
      'Gareth',
      'Lucy',
      'P. Novak',
      'Sam',
    ],
    calls: ['Caller:', 'Phone note:', 'Customer on the phone:', 'Call, 2 min:'],
    orders: ['order {order}:', '({order})', 'Re {order}.', 'About {order}:'],
    countries: ['GB', 'GB', 'GB', 'IE', 'US', 'NL', 'SE'],
  },
  de: {
    greetings: ['Hallo,', 'Guten Tag,', 'Moin,', 'Liebes Team,', 'Sehr geehrte Damen und Herren,'],
    closings: ['Gruß', 'Viele Grüße', 'Mit freundlichen Grüßen', 'LG', 'MfG'],
    names: ['Jana', 'K. Brandt', 'Murat', 'Familie Huber', 'Lena S.', 'Uwe', 'Tobias', 'A. Keller'],
    calls: ['Anruf:', 'Kundin am Telefon:', 'Kunde am Telefon:'],
    orders: ['Bestellung {order}:', '({order})', 'Zu {order}:'],
    countries: ['DE', 'DE', 'DE', 'AT', 'CH'],
  },
  fr: {
    greetings: ['Bonjour,', 'Bonsoir,', 'Madame, Monsieur,'],
    closings: ['Cordialement,', 'Bien à vous,', 'Merci,'],
    names: ['Camille', 'M. Lefèvre', 'Inès', 'Hugo D.', 'Mme Roux', 'Yanis'],
    calls: ['Appel :', 'Cliente au téléphone :'],
    orders: ['Commande {order} :', '({order})'],
    countries: ['FR', 'FR', 'BE', 'CH'],
  },
  es: {
    greetings: ['Hola:', 'Buenos días:', 'Buenas tardes:'],
    closings: ['Un saludo,', 'Saludos,', 'Gracias,'],
    names: ['Lucía', 'J. Romero', 'Nuria', 'Álvaro', 'Carmen P.', 'Iker'],
    calls: ['Llamada:', 'Clienta al teléfono:'],
    orders: ['Pedido {order}:', '({order})'],
    countries: ['ES', 'ES', 'ES', 'MX'],
  },
  it: {
    greetings: ['Buongiorno,', 'Salve,', 'Ciao,'],
    closings: ['Saluti,', 'Grazie,', 'Cordiali saluti,'],
    names: ['Giulia', 'M. Ferri', 'Davide', 'Chiara B.', 'Sig. Conti'],
    calls: ['Telefonata:', 'Cliente al telefono:'],
    orders: ['Ordine {order}:', '({order})'],
    countries: ['IT', 'IT', 'CH'],
  },
  pt: {
    greetings: ['Olá,', 'Bom dia,', 'Boa tarde,'],
    closings: ['Cumprimentos,', 'Obrigada,', 'Atentamente,'],
    names: ['Inês', 'R. Tavares', 'Joana', 'Tiago M.', 'Sofia'],
    calls: ['Chamada:', 'Cliente ao telefone:'],
    orders: ['Encomenda {order}:', '({order})'],
    countries: ['PT', 'PT', 'BR'],
  },
};
