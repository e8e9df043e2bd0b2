import { t } from "@lingui/core/macro";
import { useProgramme } from "../../api/useProgramme";
import { Page } from "../../ui/Page";
import { Write } from "./Write";

/** The accessibility statement: what holds, how it was looked at, what does not hold yet, and whom to tell. */
export function AccessibilityPage() {
  const contact = useProgramme()?.contact_address;
  return (
    <Page title={t`Accessibility`} lead={t`Everybody should be able to use this service, in their own way.`}>
      <h2>{t`How accessible the service is`}</h2>
      <p>{t`The service is made to meet the level AA of the Web Content Accessibility Guidelines 2.2, which the law on digital services asks for.`}</p>
      <p>{t`Every page is checked by a program in all three languages, on a phone and on a large screen, in light and dark colours, each time the service is changed. It can be used with the keyboard alone and with enlarged text.`}</p>
      <h2>{t`What does not yet work as it should`}</h2>
      <ul>
        <li>{t`Profiles and messages are written by people. Their language is not always marked, so a screen reader may read them with the wrong voice.`}</li>
        <li>{t`The organisers’ texts may be missing in your language. They are then shown in another.`}</li>
      </ul>
      <h2>{t`Tell us what does not work`}</h2>
      <p>{t`If something is in your way, write to us. You get an answer within two weeks.`}</p>
      <Write to={contact} />
      <p>{t`If you are not content with the answer, or get none within two weeks, you can turn to the Finnish Transport and Communications Agency Traficom, which supervises digital accessibility in Finland.`}</p>
    </Page>
  );
}
